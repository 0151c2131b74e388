import type { RunPlan } from '@backstage-iac/plugin-iac-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { anEarlierPlan } from '../../__testUtils__/bigScene';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { aPlan, aRun, aWaitingRun } from '../../__testUtils__/fixtures';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { renderPortal } from '../../__testUtils__/renderPortal';

const RUN = aWaitingRun();
const earlier = (number: number, operation: 'plan-only' | 'drift-check') =>
  aRun({ environment: 'production', number, operation });

function open(plans: Record<string, RunPlan>, query = '') {
  const api = new MemoryIacApi({
    environments: [aReadiness('ready', 'production')],
    runs: [
      RUN,
      earlier(480, 'drift-check'),
      earlier(478, 'plan-only'),
      earlier(470, 'plan-only'),
    ],
    plans: { [RUN.id]: aPlan(), ...plans },
  });
  return renderPortal({ api, path: `/runs/${RUN.id}?tab=compare${query}` });
}

describe('the plan compared with an earlier one', () => {
  it('says what is new, what is planned differently and what no longer', async () => {
    open({ 'production-478': anEarlierPlan() });
    expect(
      await screen.findByText('1 change is planned as it was.'),
    ).toBeVisible();
    const added = screen.getByRole('region', { name: '3 new in this plan' });
    expect(
      within(added).getByRole('button', { name: /sandbox_dashboard/ }),
    ).toBeVisible();
    const altered = screen.getByRole('region', {
      name: '2 planned differently',
    });
    expect(
      within(altered).getByRole('button', {
        name: /sandbox_database\.main.*replace, was change$/,
      }),
    ).toBeVisible();
    expect(
      within(altered).getByRole('button', { name: /sandbox_cluster\.main/ }),
    ).toHaveAttribute('aria-expanded', 'true');
    expect(within(altered).getByText('7')).toBeVisible();
    expect(within(altered).getByText('9')).toBeVisible();
    const removed = screen.getByRole('region', { name: '1 no longer planned' });
    expect(
      within(removed).getByRole('button', { name: /sandbox_bucket\.old/ }),
    ).toBeVisible();
  });

  it('is with the plan that a person chooses, and the address says so', async () => {
    const { query } = open({
      'production-478': anEarlierPlan(),
      'production-470': aPlan(),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /Compared with/ }),
    );
    expect(screen.getAllByRole('option')).toHaveLength(2);
    await userEvent.click(screen.getByRole('option', { name: /#470/ }));
    expect(
      await screen.findByText('Both plans would do the same.'),
    ).toBeVisible();
    expect(query().get('with')).toBe('production-470');
  });

  it('is with the plan that a link names', async () => {
    open({ 'production-470': aPlan() }, '&with=production-470');
    expect(
      await screen.findByText('Both plans would do the same.'),
    ).toBeVisible();
  });

  it('says when that plan is no longer kept', async () => {
    open({});
    expect(
      await screen.findByText(/^The plan of that run is no longer kept/),
    ).toBeVisible();
  });

  it('says when there is no earlier plan', async () => {
    const api = new MemoryIacApi({
      environments: [aReadiness('ready', 'production')],
      runs: [RUN],
      plans: { [RUN.id]: aPlan() },
    });
    renderPortal({ api, path: `/runs/${RUN.id}?tab=compare` });
    expect(await screen.findByText('There is no earlier plan')).toBeVisible();
  });
});

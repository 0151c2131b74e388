import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aCleanDriftPlan, aFullDriftPlan } from '../../__testUtils__/drift';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { aRun } from '../../__testUtils__/fixtures';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { renderPortal } from '../../__testUtils__/renderPortal';

/** The page of a drift check of production, whose newest one is number 14. */
async function openCheck(number: number, plan = aFullDriftPlan()) {
  const run = aRun({
    environment: 'production',
    number,
    operation: 'drift-check',
  });
  renderPortal({
    api: new MemoryIacApi({
      environments: [aReadiness('drifted', 'production')],
      runs: [run],
      plans: { [run.id]: plan },
    }),
    path: `/runs/${run.id}`,
  });
  return within(await screen.findByRole('region', { name: 'Drift' }));
}

describe('The page of a drift check', () => {
  it('tells causes apart, and offers the answers', async () => {
    const drift = await openCheck(14);
    expect(
      drift.getByRole('button', { name: /2 resources changed outside/ }),
    ).toBeVisible();
    await userEvent.click(
      await drift.findByRole('button', { name: 'Plan to put it back' }),
    );
    expect(await screen.findByRole('dialog')).toHaveTextContent('production');
  });

  it('leads to the newest check instead of answering an older one', async () => {
    const drift = await openCheck(13);
    expect(
      await drift.findByRole('link', { name: 'See what holds now' }),
    ).toHaveAttribute('href', '/iac/environments/production#drift');
    expect(drift.queryByText('Plan to put it back')).not.toBeInTheDocument();
  });

  it('says aloud that nothing was changed outside', async () => {
    const drift = await openCheck(14, aCleanDriftPlan());
    expect(drift.getByText('Nothing changed outside Terraform.')).toBeVisible();
  });
});

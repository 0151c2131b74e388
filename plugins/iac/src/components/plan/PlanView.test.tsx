import type { RunPlan } from '@backstage-iac/plugin-iac-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aBigPlan } from '../../__testUtils__/bigPlan';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { aPlan, aWaitingRun } from '../../__testUtils__/fixtures';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { renderPortal } from '../../__testUtils__/renderPortal';
import { giveViewport } from '../../__testUtils__/viewport';

giveViewport();

function open(plan: RunPlan = aPlan(), query = '') {
  const run = aWaitingRun();
  return renderPortal({
    api: new MemoryIacApi({
      environments: [aReadiness('ready', 'production')],
      runs: [run],
      plans: { [run.id]: plan },
    }),
    path: `/runs/${run.id}${query}`,
  });
}

const changes = () => screen.findByRole('list', { name: 'Changes to apply' });
const resource = (name: RegExp) => screen.findByRole('button', { name });

describe('the plan of a run', () => {
  it('stands by module, what is destroyed first and open', async () => {
    open();
    const list = await changes();
    const modules = within(list).getAllByRole('heading');
    expect(modules.map(({ textContent }) => textContent)).toEqual([
      'module.compute 1 replace · 1 change · 1 create',
      'module.observability 1 change · 2 create',
    ]);
    const database = await resource(/sandbox_database\.main.*replace$/);
    expect(database).toHaveAttribute('aria-expanded', 'true');
    expect(database).toHaveTextContent('destroyed first, then created');
    expect(within(list).getByText('sensitive, changed')).toBeVisible();
    expect(within(list).getByText('known after apply')).toBeVisible();
    expect(within(list).getByText('forces replacement')).toBeVisible();
    expect(
      within(list).getByText(/^Replaced because engine cannot be changed/),
    ).toBeVisible();
  });

  it('shows by lines what changes in a text, also in JSON that is written in one', async () => {
    const plan = aPlan();
    const [database] = plan.summary.changes;
    const policy = (action: string) => ({
      kind: 'value' as const,
      json: JSON.stringify(JSON.stringify({ id: 1, action, on: '*' })),
    });
    database.attributes = [
      { path: 'policy', before: policy('read'), after: policy('write') },
    ];
    open(plan);
    const list = await changes();
    expect(within(list).getByText('- "action": "read",')).toBeVisible();
    expect(within(list).getByText('+ "action": "write",')).toBeVisible();
    expect(within(list).getByText('"id": 1,')).toBeVisible();
  });

  it('closes a module, and goes from row to row by arrow keys', async () => {
    open();
    const compute = await resource(/^module\.compute/);
    act(() => compute.focus());
    await userEvent.keyboard('{ArrowDown}');
    expect(await resource(/sandbox_database/)).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}');
    expect(compute).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(compute).toHaveAttribute('aria-expanded', 'false');
    expect(
      screen.queryByRole('button', { name: /sandbox_database/ }),
    ).not.toBeInTheDocument();
  });

  it('keeps filter and opened resource in the address, for links and the back button', async () => {
    const { query, goBack } = open();
    await changes();
    await userEvent.click(screen.getByRole('button', { name: '+ 3 create' }));
    expect(query().get('action')).toBe('create');
    expect(
      screen.queryByRole('button', { name: /sandbox_cluster/ }),
    ).not.toBeInTheDocument();
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Filter resources' }),
      'lag',
    );
    await waitFor(() => expect(query().get('find')).toBe('lag'));
    const lag = await resource(/sandbox_alert_rule\.db\["lag"\]/);
    expect(screen.queryByRole('button', { name: /replication/ })).toBeNull();
    await userEvent.click(lag);
    const address = 'module.observability.sandbox_alert_rule.db["lag"]';
    expect(query().get('resource')).toBe(address);
    expect(screen.getByText(address)).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Copy the address' }),
    ).toBeVisible();
    goBack();
    expect(query().get('resource')).toBeNull();
    goBack();
    expect(await resource(/sandbox_cluster/)).toBeVisible();
  });

  it('shows what a link names', async () => {
    const address = 'module.compute.sandbox_service.ingress["api"]';
    open(aPlan(), `?action=create&resource=${encodeURIComponent(address)}`);
    const service = await resource(/sandbox_service\.ingress/);
    expect(service).toHaveAttribute('aria-expanded', 'true');
    expect(service).toHaveAttribute('aria-current', 'true');
    expect(screen.getByText('api.example')).toBeVisible();
    expect(screen.getByRole('button', { name: '+ 3 create' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  it('says that nothing fits, and takes the filter away', async () => {
    open(aPlan(), '?find=nothing+like+this');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear the filter' }),
    );
    expect(await resource(/sandbox_database/)).toBeVisible();
  });

  it('renders a window of 20,000 resources, and leads to any of them', async () => {
    const address = 'module.team["77"].sandbox_bucket.bucket_15500';
    open(aBigPlan(20_000), `?resource=${encodeURIComponent(address)}`);
    // By text: to ask every row for its name takes seconds.
    const bucket = await screen.findByText('sandbox_bucket.bucket_15500');
    expect(bucket.closest('button')).toHaveAttribute('aria-expanded', 'true');
    const items = within(await changes()).getAllByRole('listitem');
    expect(items.length).toBeGreaterThan(10);
    expect(items.length).toBeLessThan(80);
    expect(items[0]).toHaveAttribute('aria-setsize', '20100');
    expect(
      screen.getByText('200 objects are destroyed or replaced.'),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show only these' }),
    );
    await waitFor(() =>
      expect(screen.queryByText('sandbox_bucket.bucket_15500')).toBeNull(),
    );
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Filter resources' }),
      'bucket_199',
    );
    expect(await resource(/bucket_199\b.*destroy$/)).toBeVisible();
    expect(within(await changes()).getAllByRole('listitem')).toHaveLength(2);
  });
});

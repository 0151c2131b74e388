import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aDriftPlan, aReadiness, aRun } from '../../__testUtils__/fixtures';
import {
  MemoryIacApi,
  type MemoryIacApiOptions,
} from '../../__testUtils__/MemoryIacApi';
import { renderPortal } from '../../__testUtils__/renderPortal';

function renderProduction(options: MemoryIacApiOptions = {}) {
  const api = new MemoryIacApi({
    environments: [aReadiness('drifted', 'production')],
    plans: { 'production-14': aDriftPlan() },
    ...options,
  });
  renderPortal({ api, path: '/environments/production' });
  return api;
}

describe('EnvironmentPage', () => {
  it('says how the environment stands, why, and what defines it', async () => {
    renderProduction();
    expect(
      await screen.findByRole('heading', { level: 1, name: 'production' }),
    ).toBeVisible();
    const why = screen.getByRole('region', { name: 'Why, and what next' });
    expect(
      within(why).getByText('2 resources changed outside Terraform'),
    ).toBeVisible();
    const definition = screen.getByRole('region', { name: 'Definition' });
    expect(
      within(definition).getByText('infra/environments/production'),
    ).toBeVisible();
    expect(
      within(definition).getByText('group:default/platform-leads'),
    ).toBeVisible();
  });

  it('lists its runs, newest first', async () => {
    renderProduction({
      runs: [
        aRun({ environment: 'production', number: 7, state: 'applied' }),
        aRun({ environment: 'production', number: 9, state: 'errored' }),
        aRun({ environment: 'staging', number: 8 }),
      ],
    });
    const runs = await screen.findByRole('region', { name: 'Runs' });
    const [newest, oldest, ...others] = await within(runs).findAllByRole(
      'row',
      { name: /#/ },
    );
    expect(newest).toHaveTextContent(/#9.*Failed/);
    expect(oldest).toHaveTextContent(/#7.*Applied/);
    expect(others).toEqual([]);
  });

  it('says that there is no run yet', async () => {
    renderProduction();
    expect(await screen.findByText(/^No run yet/)).toBeVisible();
  });

  it('lists what drifted by resource and attribute', async () => {
    renderProduction();
    const drift = await screen.findByRole('region', {
      name: 'Changed outside Terraform',
    });
    expect(await within(drift).findByText('storage_gb')).toBeVisible();
    expect(within(drift).getByText('500')).toBeVisible();
    expect(within(drift).getByText('tags["team"]')).toBeVisible();
    expect(within(drift).getByText('removed')).toBeVisible();
    expect(
      within(drift).getByText(/First seen by a drift check/),
    ).toBeVisible();
  });

  it('lists the addresses when the plan is withheld', async () => {
    renderProduction({ plans: {} });
    const drift = await screen.findByRole('region', {
      name: 'Changed outside Terraform',
    });
    expect(
      await within(drift).findByText('module.networking.sandbox_network.main'),
    ).toBeVisible();
  });

  it.each([
    ['ready', /^Nothing changed outside Terraform/],
    ['stale', /This answer is out of date/],
    ['check_failed', /gave no answer/],
    ['never_planned', /is not known/],
  ] as const)('tells %s from a clean drift check', async (verdict, words) => {
    renderProduction({ environments: [aReadiness(verdict, 'production')] });
    const drift = await screen.findByRole('region', {
      name: 'Changed outside Terraform',
    });
    expect(within(drift).getByText(words)).toBeVisible();
  });

  it('does not know an environment that is not there', async () => {
    renderPortal({ api: new MemoryIacApi(), path: '/environments/nowhere' });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /There is no such thing here.*No environment 'nowhere' found/,
    );
  });
});

describe('Starting a run', () => {
  it('says what will happen, stores the reason, and opens the run', async () => {
    const api = renderProduction();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Plan and apply' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(/Exactly that plan is applied/);
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: 'Reason' }),
      'CHG-2214',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Start' }),
    );
    expect(
      await screen.findByRole('heading', {
        name: 'Plan and apply #1000 on production',
      }),
    ).toBeVisible();
    const [run] = (await api.listRuns({ environment: 'production' })).items;
    expect(run).toMatchObject({
      operation: 'plan-and-apply',
      reason: 'CHG-2214',
    });
  });

  it('asks twice with one key when the first answer was lost', async () => {
    const api = renderProduction();
    const createRun = jest
      .spyOn(api, 'createRun')
      .mockRejectedValueOnce(new Error('The connection was reset'));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Plan and apply' }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Start' }));
    expect(await screen.findByText('The connection was reset')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Start' }));
    await screen.findByRole('heading', { name: /#1000 on production/ });
    const [first, second] = createRun.mock.calls.map(([request]) => request);
    expect(first.idempotencyKey).toMatch(/^[0-9a-f]{32}$/);
    expect(second.idempotencyKey).toBe(first.idempotencyKey);
  });

  it('names whom to ask when a person may not', async () => {
    renderPortal({
      api: new MemoryIacApi({
        environments: [aReadiness('ready', 'locked')],
      }),
      path: '/environments/locked',
      denied: ['iac.run.apply'],
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Plan and apply' }),
    );
    expect(
      await screen.findByText(
        'You may not start this run. Ask group:default/platform-leads for it.',
      ),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Start' })).toBeDisabled();
  });
});

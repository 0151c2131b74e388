import type { StateLockStatus } from '@backstage-iac/plugin-iac-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { aDriftPlan, aRun } from '../../__testUtils__/fixtures';
import {
  MemoryIacApi,
  type MemoryIacApiOptions,
} from '../../__testUtils__/MemoryIacApi';
import { aProtectedReadiness } from '../../__testUtils__/people';
import { renderPortal } from '../../__testUtils__/renderPortal';
import { anOrphanedLock } from '../../__testUtils__/scenes';

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
      within(why).getByText(/2 resources were changed outside Terraform/),
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

  it('does not know an environment that is not there', async () => {
    renderPortal({ api: new MemoryIacApi(), path: '/environments/nowhere' });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /There is no such thing here.*No environment 'nowhere' found/,
    );
  });
});

describe('Protection', () => {
  const open = (protection: Parameters<typeof aProtectedReadiness>[0]) =>
    renderProduction({ environments: [aProtectedReadiness(protection)] });

  it.each<[Parameters<typeof aProtectedReadiness>[0], RegExp]>([
    [{}, /^Two approvals by platform-leads, not by who asked\.$/],
    [{ apply: 'never' }, /^Plans only/],
    [{ apply: 'auto' }, /^A plan is applied without a person/],
    [{ reasonRequired: true }, /^Whoever asks gives a reason/],
    [
      { ticketRequired: true, ticketPattern: 'CHG-[0-9]+' },
      /ticket of the form CHG-\[0-9\]\+\.$/,
    ],
    [{ guardedResources: ['sandbox_*'] }, /^To destroy or replace sandbox_\*/],
    [
      { freezeWindows: [{ title: 'Weekend', when: 'Fri 18:00–Mon 06:00' }] },
      /^Frozen for Weekend: Fri 18:00–Mon 06:00\.$/,
    ],
    [{ breakGlass: false }, /^Nobody may apply against these rules\.$/],
  ])('says in words what protects it (%#)', async (protection, words) => {
    open(protection);
    const panel = await screen.findByRole('region', { name: 'Protection' });
    expect(within(panel).getByText(words)).toBeVisible();
  });

  it('says that it is frozen now', async () => {
    open({ freeze: { title: 'Weekend', until: '2026-11-30T06:00:00Z' } });
    expect(await screen.findByText(/^Frozen for Weekend until/)).toBeVisible();
  });
});

describe('State lock', () => {
  const ask = async (status: StateLockStatus) => {
    const api = renderProduction({ locks: { production: status } });
    const panel = await screen.findByRole('region', { name: 'State lock' });
    expect(within(panel).queryByRole('status')).not.toBeInTheDocument();
    await userEvent.click(
      within(panel).getByRole('button', { name: /^Ask the state/ }),
    );
    await within(panel).findByRole('status');
    return { api, panel };
  };

  it.each<[string, StateLockStatus, RegExp]>([
    ['free', { status: 'unlocked', orphan: 'unproved' }, /Not locked/],
    [
      'silent',
      { status: 'unknown', message: 'Timed out.', orphan: 'unproved' },
      /did not answer\. Timed out\./,
    ],
    [
      'mute',
      { status: 'unsupported', message: 'Type http.', orphan: 'unproved' },
      /cannot be asked\. Type http\./,
    ],
  ])('tells that the backend is %s', async (_, status, words) => {
    const { panel } = await ask(status);
    expect(panel).toHaveTextContent(words);
    expect(
      within(panel).queryByRole('button', { name: 'Release the lock' }),
    ).not.toBeInTheDocument();
  });

  it.each([
    ['no', /Its holder is at work/],
    ['unproved', /cannot be proved that its holder is gone/],
  ] as const)('does not release it when orphan is %s', async (orphan, why) => {
    const { panel } = await ask(anOrphanedLock({ orphan }));
    expect(within(panel).getByText(why)).toBeVisible();
    expect(
      within(panel).queryByRole('button', { name: 'Release the lock' }),
    ).not.toBeInTheDocument();
  });

  it('releases what is proved dead, for a reason', async () => {
    const { panel } = await ask(anOrphanedLock());
    expect(
      within(panel).getByRole('link', { name: 'run #479' }),
    ).toHaveAttribute('href', '/iac/runs/production-479');
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Release the lock' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'The host burned',
    );
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Type production/ }),
      'production',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Release the lock' }),
    );
    expect(await within(panel).findByText('Not locked')).toBeVisible();
  });
});

describe('Outputs', () => {
  it('are read on demand; sensitive ones have no value', async () => {
    renderProduction({
      outputs: {
        production: [
          { name: 'endpoint', sensitive: false, json: '"db.example"' },
          { name: 'password', sensitive: true },
        ],
      },
    });
    const panel = await screen.findByRole('region', { name: 'Outputs' });
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Read the outputs' }),
    );
    const [endpoint, password] = await within(panel).findAllByRole('listitem');
    expect(endpoint).toHaveTextContent('endpointdb.example');
    expect(
      within(endpoint).getByRole('button', { name: 'Copy endpoint' }),
    ).toBeVisible();
    expect(password).toHaveTextContent('passwordsensitive, not shown');
  });

  it('says who may not read them', async () => {
    renderPortal({
      api: new MemoryIacApi({ environments: [aReadiness('ready', 'locked')] }),
      path: '/environments/locked',
      denied: ['iac.output.read'],
    });
    expect(
      await screen.findByText(/You may not read the outputs/),
    ).toBeVisible();
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
        'You may not start this run. Ask platform-leads for it.',
      ),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Start' })).toBeDisabled();
  });

  const startOn = async (
    protection: Parameters<typeof aProtectedReadiness>[0],
  ) => {
    renderProduction({ environments: [aProtectedReadiness(protection)] });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Plan and apply' }),
    );
    const dialog = await screen.findByRole('dialog');
    const start = within(dialog).getByRole('button', { name: 'Start' });
    return { dialog, start };
  };

  it('says who must approve, and that a freeze holds it back', async () => {
    const { dialog, start } = await startOn({
      freeze: { title: 'Weekend', until: '2026-11-30T06:00:00Z' },
    });
    expect(dialog).toHaveTextContent(
      'Two approvals by platform-leads, not by who asked.',
    );
    expect(dialog).toHaveTextContent(/Frozen for Weekend: it can be planned/);
    expect(start).toBeEnabled();
  });

  it('refuses early where nothing is ever applied', async () => {
    const { dialog, start } = await startOn({ apply: 'never' });
    expect(dialog).toHaveTextContent(/Nothing is ever applied/);
    expect(start).toBeDisabled();
  });

  it('wants reason and ticket where the environment does', async () => {
    const { dialog, start } = await startOn({
      reasonRequired: true,
      ticketRequired: true,
      ticketPattern: 'CHG-[0-9]+',
    });
    const ticket = within(dialog).getByRole('textbox', { name: /Ticket/ });
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'Larger database',
    );
    expect(start).toBeDisabled();
    await userEvent.type(ticket, 'my CHG-1');
    expect(within(dialog).getByRole('alert')).toHaveTextContent(
      'A ticket here has the form CHG-[0-9]+.',
    );
    expect(start).toBeDisabled();
    await userEvent.clear(ticket);
    await userEvent.type(ticket, 'CHG-2214');
    await userEvent.click(start);
    expect(await screen.findByText(/CHG-2214 · Larger database/)).toBeVisible();
  });
});

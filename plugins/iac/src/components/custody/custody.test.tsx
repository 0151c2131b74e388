import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Reconciliation } from '@backstage-iac/plugin-iac-common';
import { minutesAgo } from '../../__testUtils__/fixtures';
import { openRun } from '../../__testUtils__/openRun';
import { ADA, adasRun, GRACE } from '../../__testUtils__/people';
import { aReconciliation, anUnknownRun } from '../../__testUtils__/scenes';

describe('A run and its successor', () => {
  it('says that a newer plan took its place', async () => {
    await openRun(
      adasRun({
        state: 'discarded',
        successor: { runId: 'next', number: 482, why: 'superseded' },
      }),
    );
    expect(
      screen.getByText('Run #482 took the place of this one'),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open run #482' })).toHaveAttribute(
      'href',
      '/iac/runs/next',
    );
  });

  it('says why its plan could not be applied, once', async () => {
    await openRun(
      adasRun({
        state: 'discarded',
        error: { message: 'The state was written since' },
        successor: { runId: 'next', number: 482, why: 'replanned' },
      }),
    );
    expect(
      screen.getByText(/could no longer be applied\. Run #482 plans again/),
    ).toBeVisible();
    expect(screen.getAllByText(/The state was written since/)).toHaveLength(1);
  });

  it('says on the new run why it plans again', async () => {
    const first = adasRun({
      number: 481,
      state: 'discarded',
      error: { message: 'The state was written since' },
    });
    await openRun(
      adasRun({
        number: 482,
        predecessor: { runId: first.id, number: 481 },
      }),
      { runs: [first] },
    );
    expect(
      await screen.findByText(/, because: The state was written since/),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'run #481' })).toHaveAttribute(
      'href',
      `/iac/runs/${first.id}`,
    );
  });
});

describe('A run in the queue', () => {
  it('says where it stands, and leads to who is in the way', async () => {
    const run = adasRun({
      number: 482,
      state: 'pending',
      digests: undefined,
      stages: [],
    });
    await openRun(run, {
      queue: [
        {
          runId: run.id,
          environment: 'production',
          number: 482,
          position: 1,
          waitsFor: { kind: 'run', runId: 'first', number: 481, person: ADA },
        },
      ],
    });
    const panel = screen.getByRole('region', { name: 'Waits for a worker' });
    expect(
      await within(panel).findByText('Place 1 of 1 in the queue'),
    ).toBeVisible();
    expect(panel).toHaveTextContent('Goes on after run #481 of ada.');
    expect(
      within(panel).getByRole('link', { name: 'Open run #481' }),
    ).toHaveAttribute('href', '/iac/runs/first');
  });
});

describe('Stopping a run', () => {
  const applying = (availableAt: string, environment = 'production') =>
    adasRun({
      environment,
      state: 'applying',
      cancelRequestedBy: ADA,
      cancelRequestedAt: minutesAgo(1),
      forceCancelAvailableAt: availableAt,
    });

  it('says when force is offered, and does not offer it before', async () => {
    await openRun(applying(minutesAgo(-1)));
    expect(screen.getByText(/it can be ended by force in/)).toHaveTextContent(
      /in (1 min|\d+ s)$/,
    );
    expect(
      screen.queryByRole('button', { name: 'End by force' }),
    ).not.toBeInTheDocument();
  });

  it('ends by force once the consequences are read and the name is typed', async () => {
    const api = await openRun(applying(minutesAgo(0.1)));
    await userEvent.click(screen.getByRole('button', { name: 'End by force' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(/may exist without being in the state/);
    const force = within(dialog).getByRole('button', { name: 'End by force' });
    expect(force).toBeDisabled();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Type production/ }),
      'production',
    );
    await userEvent.click(force);
    expect(
      await screen.findByText(/grace asked to end it by force/),
    ).toBeVisible();
    await expect(api.getRun(adasRun().id)).resolves.toMatchObject({
      forceCancelRequestedBy: GRACE,
    });
  });

  it('does not let a person end by force who may not', async () => {
    await openRun(applying(minutesAgo(0.1), 'locked'), {
      denied: ['iac.run.forceCancel'],
    });
    expect(
      await screen.findByText(/You may not end runs of this environment/),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'End by force' })).toBeDisabled();
  });

  it('lists how far a canceled apply came', async () => {
    await openRun(
      adasRun({ state: 'canceled', progress: aReconciliation().progress }),
    );
    const panel = screen.getByRole('region', {
      name: 'How far the apply came',
    });
    expect(
      within(panel).getByRole('list', { name: '2 applied' }),
    ).toHaveTextContent(/sandbox_cluster\.mainchange/);
    expect(
      within(panel).getByRole('list', { name: '1 begun and not finished' }),
    ).toHaveTextContent(/sandbox_database\.mainreplace/);
  });
});

describe('An unknown outcome', () => {
  const panel = () => screen.getByRole('region', { name: 'What is known' });

  it('says what was found out, and what was not', async () => {
    await openRun(anUnknownRun());
    expect(panel()).toHaveTextContent(/Terraformhas ended/);
    expect(panel()).toHaveTextContent(/Locked by run #479/);
    expect(panel()).toHaveTextContent(/212 → 214 · the state was written/);
    expect(panel()).toHaveTextContent(/nothing of an end/);
    expect(panel()).toHaveTextContent(/worker-2 did not answer/);
    expect(
      within(panel()).getByRole('link', {
        name: 'Compare code, state and reality',
      }),
    ).toHaveAttribute('href', '/iac/runs/production-480');
  });

  it.each<[Partial<Reconciliation>, RegExp]>([
    [{ now: { lineage: '0d4f', serial: 212 } }, /the state was not written/],
    [{ now: undefined }, /212 → not read · whether .* is not known/],
    [{ process: 'elsewhere' }, /on a host that cannot be asked/],
    [{ process: 'unknown' }, /Terraformnot known/],
    [{ saidComplete: true }, /that the apply had ended/],
    [{ progress: { done: [], unfinished: [] } }, /No resource was begun/],
  ])('tells one fact from another (%#)', async (changes, words) => {
    await openRun(anUnknownRun({ reconciliation: aReconciliation(changes) }));
    expect(panel()).toHaveTextContent(words);
  });

  it('cannot be closed while Terraform is at work, until looked at again', async () => {
    await openRun(
      anUnknownRun({ reconciliation: aReconciliation({ process: 'running' }) }),
    );
    expect(
      within(panel()).getByText(/Terraform is still at work\. Wait/),
    ).toBeVisible();
    for (const radio of within(panel()).getAllByRole('radio')) {
      expect(radio).toBeDisabled();
    }
    await userEvent.click(
      within(panel()).getByRole('button', { name: 'Look again' }),
    );
    expect(await within(panel()).findByText('has ended')).toBeVisible();
    expect(within(panel()).getAllByRole('radio')[0]).toBeEnabled();
  });

  it('is closed with a word and a comment', async () => {
    await openRun(anUnknownRun());
    const close = within(panel()).getByRole('button', {
      name: 'Close this run',
    });
    await userEvent.click(
      within(panel()).getByRole('radio', { name: /^It was applied/ }),
    );
    expect(close).toBeDisabled();
    await userEvent.type(
      within(panel()).getByRole('textbox', { name: /What you looked at/ }),
      'Compared with the console',
    );
    await userEvent.click(close);
    expect(
      await within(panel()).findByText('Closed as applied by grace'),
    ).toBeVisible();
    expect(
      within(panel()).getByText('Compared with the console'),
    ).toBeVisible();
    expect(
      screen.queryByText('What the apply did is not known'),
    ).not.toBeInTheDocument();
  });

  it('says who may not close it', async () => {
    await openRun(anUnknownRun({ environment: 'locked' }), {
      denied: ['iac.run.apply'],
    });
    expect(await screen.findByText(/You may not close runs/)).toBeVisible();
  });
});

describe('A rescued state', () => {
  const run = adasRun({ state: 'errored', rescuedState: true });

  it('is pushed once the name is typed', async () => {
    await openRun(run);
    const panel = screen.getByRole('region', {
      name: 'A state waits to be saved',
    });
    expect(within(panel).getAllByRole('listitem')).toHaveLength(4);
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Push the state' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Type production/ }),
      'production',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Push the state' }),
    );
    expect(
      await screen.findByText(/grace saved the rescued state/),
    ).toBeVisible();
    expect(panel).not.toBeInTheDocument();
  });

  it('is not pushed by who may not', async () => {
    await openRun(
      { ...run, environment: 'locked' },
      { denied: ['iac.state.push'] },
    );
    expect(await screen.findByText(/You may not push states/)).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Push the state' }),
    ).toBeDisabled();
  });
});

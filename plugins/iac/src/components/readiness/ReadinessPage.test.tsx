import { NotAllowedError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aReadiness,
  aReason,
  type EnvironmentScene,
} from '../../__testUtils__/environmentScenes';
import { aRun } from '../../__testUtils__/fixtures';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import {
  ADA,
  aProtectedReadiness,
  GRACE,
  MEMBERS,
} from '../../__testUtils__/people';
import { renderPortal } from '../../__testUtils__/renderPortal';

function many(count: number) {
  return Array.from({ length: count }, (_, index) =>
    aReadiness(index === 3 ? 'drifted' : 'ready', `region-${index + 1}`),
  );
}

describe('ReadinessPage', () => {
  it.each<[EnvironmentScene, string, string]>([
    ['ready', 'READY', 'Everything required was seen to pass.'],
    [
      'pending_changes',
      'AT RISK',
      'The plan of run #12 was not applied: 2 to change',
    ],
    ['stale', 'UNPROVEN', 'Not checked since the apply of run #7'],
    ['never_planned', 'UNPROVEN', 'No run has ended yet: plan the environment'],
    [
      'drifted',
      'BLOCKED by 1',
      '2 resources were changed outside Terraform: module.compute.sandbox_database.main, module.networking.sandbox_network.main',
    ],
    [
      'check_failed',
      'UNPROVEN',
      "The check itself failed: the state is locked by 'guest@laptop'",
    ],
  ])('says %s in words, with the reason', async (verdict, word, reason) => {
    renderPortal({
      api: new MemoryIacApi({ environments: [aReadiness(verdict)] }),
    });
    const column = await screen.findByRole('region', { name: 'staging' });
    expect(within(column).getByText(word)).toBeVisible();
    expect(within(column).getByText(reason)).toBeVisible();
  });

  it.each<[EnvironmentScene, string, string]>([
    ['pending_changes', 'Review plan', '/iac/runs/staging-12'],
    ['drifted', 'Review drift', '/iac/environments/staging#drift'],
    ['check_failed', 'Read log', '/iac/runs/staging-14#log'],
  ])('leads from %s to the next step', async (verdict, label, href) => {
    renderPortal({
      api: new MemoryIacApi({ environments: [aReadiness(verdict)] }),
    });
    expect(await screen.findByRole('link', { name: label })).toHaveAttribute(
      'href',
      href,
    );
  });

  it.each<[EnvironmentScene, string, string]>([
    ['stale', 'Check drift', 'Drift check on staging'],
    ['never_planned', 'Plan', 'Plan on staging'],
  ])('offers to do what %s needs', async (verdict, label, title) => {
    renderPortal({
      api: new MemoryIacApi({ environments: [aReadiness(verdict)] }),
    });
    const [reason] = await screen.findAllByRole('listitem', {
      name: (_, element) => element.querySelector('button') !== null,
    });
    await userEvent.click(within(reason).getByRole('button', { name: label }));
    expect(await screen.findByRole('dialog', { name: title })).toBeVisible();
  });

  it('counts what needs someone', async () => {
    renderPortal({
      api: new MemoryIacApi({
        environments: [
          aReadiness('ready', 'staging'),
          aReadiness('drifted', 'production'),
          aReadiness('stale', 'dr-west'),
        ],
      }),
    });
    expect(await screen.findByText('2 of 3 need someone.')).toBeVisible();
    const summary = screen.getByRole('list', {
      name: 'What waits for someone',
    });
    expect(
      within(summary)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      '1 plan waits for approval',
      '0 runs failed',
      '2 resources drifted',
      '1 run is under way',
    ]);
  });

  it('counts what waits for you, the queue and what was done against the rules', async () => {
    const readiness = aProtectedReadiness();
    readiness.reasons = [
      aReason({
        summary: 'What apply #479 did is not known',
        step: 'close-run',
        runId: 'production-479',
      }),
      aReason({
        summary: 'Run #478 was applied against the rules',
        step: 'review-break-glass',
        runId: 'production-478',
      }),
    ];
    readiness.unclosed = [aRun({ id: 'production-479', createdBy: ADA })];
    readiness.toReview = [aRun({ id: 'production-478', createdBy: ADA })];
    renderPortal({
      api: new MemoryIacApi({
        environments: [readiness],
        runs: readiness.awaitingApproval,
        members: MEMBERS,
        person: GRACE,
        queue: [
          {
            runId: 'production-482',
            environment: 'production',
            number: 482,
            position: 1,
            waitsFor: { kind: 'worker' },
          },
        ],
      }),
    });
    const summary = await screen.findByRole('list', {
      name: 'What waits for someone',
    });
    expect(await within(summary).findByText('1 for you')).toBeVisible();
    expect(await within(summary).findByText('1 in the queue')).toBeVisible();
    expect(summary).toHaveTextContent('1 run has an unknown outcome');
    expect(summary).toHaveTextContent('1 apply against the rules to review');
    expect(screen.getByRole('link', { name: 'Close run' })).toHaveAttribute(
      'href',
      '/iac/runs/production-479',
    );
    expect(screen.getByRole('link', { name: 'Review' })).toHaveAttribute(
      'href',
      '/iac/runs/production-478',
    );
  });

  it('opens the one that waits, or a list of them', async () => {
    renderPortal({
      api: new MemoryIacApi({
        environments: [
          aReadiness('check_failed', 'staging'),
          aReadiness('drifted', 'production'),
          aReadiness('drifted', 'dr-west'),
        ],
      }),
    });
    expect(
      await screen.findByRole('link', { name: '1 run failed' }),
    ).toHaveAttribute('href', '/iac/runs/staging-14');
    await userEvent.click(
      screen.getByRole('button', { name: '4 resources drifted' }),
    );
    const items = await screen.findAllByRole('menuitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      'dr-west · 2',
      'production · 2',
    ]);
    expect(items[0]).toHaveAttribute('href', '/iac/environments/dr-west#drift');
  });

  it('does not take a queue that cannot be read for an empty one', async () => {
    const api = new MemoryIacApi({ environments: [aReadiness('ready')] });
    jest.spyOn(api, 'listQueue').mockRejectedValue(new Error('away'));
    renderPortal({ api });
    expect(await screen.findByText('queue not known')).toBeVisible();
  });

  it('does not offer a run where the definition is broken', async () => {
    const readiness = aReadiness('never_planned');
    readiness.environment.problem = "no directory 'infra/staging'";
    renderPortal({ api: new MemoryIacApi({ environments: [readiness] }) });
    expect(
      await screen.findByText("It cannot run: no directory 'infra/staging'"),
    ).toBeVisible();
    for (const button of screen.getAllByRole('button')) {
      expect(button).toBeDisabled();
    }
  });

  it('shows up to six environments beside each other', async () => {
    renderPortal({ api: new MemoryIacApi({ environments: many(6) }) });
    expect(
      await screen.findByRole('region', { name: 'region-6' }),
    ).toBeVisible();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
  });

  it('shows more than six as a table, worst first', async () => {
    renderPortal({ api: new MemoryIacApi({ environments: many(7) }) });
    const table = await screen.findByRole('grid');
    const rows = within(table).getAllByRole('rowheader');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'region-4',
      'region-1',
      'region-2',
      'region-3',
      'region-5',
      'region-6',
      'region-7',
    ]);
    expect(
      within(table).getByText(/2 resources were changed outside Terraform/),
    ).toBeVisible();
  });
});

describe('ReadinessPage without an answer', () => {
  it('says that it loads', async () => {
    const api = new MemoryIacApi();
    jest
      .spyOn(api, 'listEnvironments')
      .mockReturnValue(new Promise(() => undefined));
    renderPortal({ api });
    expect(
      await screen.findByRole('status', { name: 'Loading' }),
    ).toBeInTheDocument();
  });

  it('says how to configure the first environment', async () => {
    renderPortal({ api: new MemoryIacApi() });
    expect(await screen.findByText('No environment yet')).toBeVisible();
    expect(screen.getByText(/under iac\.sources/)).toBeVisible();
  });

  it('says what failed, and tries again when asked', async () => {
    const api = new MemoryIacApi({ environments: [aReadiness('ready')] });
    jest
      .spyOn(api, 'listEnvironments')
      .mockRejectedValueOnce(new Error('The database is away'));
    renderPortal({ api });
    expect(await screen.findByText('The database is away')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('All 1 are ready.')).toBeVisible();
    expect(screen.queryByText('The database is away')).not.toBeInTheDocument();
  });

  it('names the permission that a person lacks', async () => {
    const api = new MemoryIacApi();
    jest
      .spyOn(api, 'listEnvironments')
      .mockRejectedValue(new NotAllowedError('no'));
    renderPortal({ api });
    expect(await screen.findByText('You may not see this')).toBeVisible();
    expect(screen.getByText(/iac\.environment\.read/)).toBeVisible();
  });
});

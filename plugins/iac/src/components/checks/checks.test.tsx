import type { ReadinessVerdict } from '@backstage-iac/plugin-iac-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aBlockedDetail,
  aReadinessDetail,
  DRIFTED,
  someChanges,
} from '../../__testUtils__/checks';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { minutesAgo } from '../../__testUtils__/fixtures';
import {
  MemoryIacApi,
  type MemoryIacApiOptions,
} from '../../__testUtils__/MemoryIacApi';
import { GRACE } from '../../__testUtils__/people';
import { renderPortal } from '../../__testUtils__/renderPortal';

const waiver = {
  id: 'waiver',
  environment: 'production',
  checkId: 'drift.current',
  state: 'requested' as const,
  reason: 'The vendor repairs it on Monday',
  ticket: 'CHG-7',
  requestedBy: GRACE,
  requestedAt: minutesAgo(5),
  expiresAt: '2030-03-02T23:59:59Z',
};

async function openChecks(
  options: MemoryIacApiOptions = {},
  denied: string[] = [],
  environment = 'production',
) {
  renderPortal({
    api: new MemoryIacApi({
      environments: [aReadiness('drifted', environment)],
      checks: { production: aBlockedDetail() },
      ...options,
    }),
    path: `/environments/${environment}`,
    denied,
  });
  const panel = await screen.findByRole('region', { name: 'Checks' });
  await within(panel).findByRole('status');
  return within(panel);
}

describe('Checks', () => {
  it.each<[ReadinessVerdict, string]>([
    ['BLOCKED', 'BLOCKED'],
    ['UNPROVEN', 'UNPROVEN'],
    ['AT_RISK', 'AT RISK'],
    ['READY', 'READY'],
  ])('says %s in words', async (verdict, word) => {
    const panel = await openChecks({
      checks: {
        production: aReadinessDetail({ environment: 'production', verdict }),
      },
    });
    expect(panel.getByRole('status')).toHaveTextContent(new RegExp(`^${word}`));
    expect(panel.getByText(/^No check has looked/)).toBeVisible();
  });

  it('tells what the environment is ready for', async () => {
    const panel = await openChecks();
    const [plan, apply, , rollback] = panel.getAllByRole('definition');
    expect(plan).toHaveTextContent('READY');
    expect(apply).toHaveTextContent('BLOCKED');
    expect(rollback).toHaveTextContent('AT RISK');
  });

  it.each([
    ['Drift', 'Fails', /2 resources \(limit: 0 resources\)/],
    ['Plan and state', 'Warns', /soon too old/],
    ['Secrets', 'Too old', /Make the source of the secrets reachable/],
    [
      'Governance',
      'Could not be checked',
      /Before that: Owned by group:default/,
    ],
    ['Source', 'Passes', /'infra\/production' was found in the source/],
  ])('shows in the group %s what %s', async (group, standing, words) => {
    const panel = await openChecks();
    const list = within(panel.getByRole('list', { name: group }));
    expect(list.getByRole('img', { name: standing })).toBeVisible();
    expect(list.getAllByRole('listitem')[0]).toHaveTextContent(words);
  });

  it('tells why a check is there, and what it said before', async () => {
    const panel = await openChecks();
    await userEvent.click(panel.getByRole('button', { name: 'Drift' }));
    const history = await panel.findByRole('list', {
      name: 'What it said before',
    });
    expect(history).toHaveTextContent(/2 resources/);
    const rule = panel.getByText('Looks at').closest('dl');
    expect(rule).toHaveTextContent(/Looks at'iac.environme/);
    expect(rule).toHaveTextContent(/Limit0 resources/);
    expect(rule).toHaveTextContent(/Good until20\d\d-.*UTC/);
  });

  it('looks again when somebody wants to know now', async () => {
    const panel = await openChecks({
      rechecks: {
        production: aReadinessDetail({
          environment: 'production',
          verdict: 'READY',
        }),
      },
    });
    expect(panel.getAllByRole('status')[0]).toHaveTextContent('BLOCKED');
    await userEvent.click(panel.getByRole('button', { name: 'Check again' }));
    expect(await panel.findByText(/^All checks looked again/)).toBeVisible();
    expect(
      await panel.findByText('READY', { selector: 'strong' }),
    ).toBeVisible();
  });

  it('lists what changed since it was last ready', async () => {
    const panel = await openChecks({ changes: { production: someChanges() } });
    await userEvent.click(
      panel.getByRole('button', { name: /since it was last ready/ }),
    );
    const changes = await panel.findByRole('list', { name: /last ready/ });
    expect(changes).toHaveTextContent(
      /Drift.*Nothing was changed.*→.*2 resources were changed/,
    );
  });

  it('takes a request for a waiver', async () => {
    const panel = await openChecks({
      checks: { production: { ...aBlockedDetail(), checks: [DRIFTED] } },
    });
    await userEvent.click(panel.getByRole('button', { name: 'Drift' }));
    await userEvent.click(
      panel.getByRole('button', { name: 'Ask for a waiver' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const ask = dialog.getByRole('button', { name: 'Ask for a waiver' });
    await userEvent.type(dialog.getByLabelText(/^Reason/), 'On Monday');
    await userEvent.type(dialog.getByLabelText(/^Ticket/), 'CHG-7');
    const until = dialog.getByLabelText(/^Until/);
    await userEvent.clear(until);
    await userEvent.type(until, '2030-02-31');
    expect(ask).toBeDisabled();
    await userEvent.clear(until);
    await userEvent.type(until, '2030-03-02');
    await userEvent.click(ask);
    expect(
      await panel.findByText(/Waiver asked for by .*2030-03-02 23:59:59 UTC/),
    ).toBeVisible();
  });

  it('lets others approve a waiver, and end it', async () => {
    const panel = await openChecks({
      checks: {
        production: { ...aBlockedDetail(), checks: [{ ...DRIFTED, waiver }] },
      },
    });
    await userEvent.click(
      panel.getByRole('button', { name: 'Approve the waiver' }),
    );
    expect(await panel.findByRole('img', { name: 'Waived' })).toBeVisible();
    await userEvent.click(
      panel.getByRole('button', { name: 'Revoke the waiver' }),
    );
    expect(await panel.findByRole('img', { name: 'Fails' })).toBeVisible();
  });

  it('offers no waiver to whoever may not', async () => {
    // Another environment: what was allowed on the first one is remembered.
    const panel = await openChecks(
      {
        checks: {
          'dr-west': {
            ...aBlockedDetail(),
            environment: 'dr-west',
            checks: [DRIFTED],
          },
        },
      },
      ['iac.check.waive'],
      'dr-west',
    );
    await userEvent.click(panel.getByRole('button', { name: 'Drift' }));
    const ask = panel.getByRole('button', { name: 'Ask for a waiver' });
    await waitFor(() => expect(ask).toBeDisabled());
  });
});

import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { minutesAgo } from '../../__testUtils__/fixtures';
import { openRun } from '../../__testUtils__/openRun';
import {
  ADA,
  adasRun,
  aProtectedReadiness,
  LINUS,
} from '../../__testUtils__/people';

const ASKED = {
  requestedBy: ADA,
  reason: 'Checkout is down',
  requestedAt: minutesAgo(3),
  expiresAt: minutesAgo(-12),
};
const CONFIRMED = {
  ...ASKED,
  confirmedBy: LINUS,
  confirmedAt: minutesAgo(2),
  reviewDueAt: minutesAgo(-60),
};

describe('Break-glass', () => {
  it('is a quiet entry that says what it means before anybody asks', async () => {
    await openRun(adasRun());
    await userEvent.click(
      await screen.findByRole('button', { name: /^Emergency/ }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(/second person must confirm/);
    expect(dialog).toHaveTextContent(/must be reviewed afterwards/);
    const ask = within(dialog).getByRole('button', {
      name: 'Ask for an emergency apply',
    });
    expect(ask).toBeDisabled();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'Checkout is down',
    );
    await userEvent.click(ask);
    const banner = await screen.findByRole('alert');
    expect(banner).toHaveTextContent(/grace asks to apply this plan/);
    expect(banner).toHaveTextContent('Checkout is down');
    expect(banner).toHaveTextContent(/time left to confirm: 1[45] min/);
    expect(
      within(banner).getByText('You asked for it, so another person must.'),
    ).toBeVisible();
    expect(screen.queryByText(/^Emergency/)).not.toBeInTheDocument();
  });

  it.each([
    [
      'no-permission',
      'You lack the permission to do this here. Ask the owner of the environment for it.',
    ],
    ['break-glass-disabled', 'Switched off in this environment.'],
  ] as const)('says why it is refused: %s', async (obstacle, words) => {
    const run = adasRun();
    await openRun(run, {
      statuses: { [run.id]: { you: { requestBreakGlass: obstacle } } },
    });
    expect(
      await screen.findByRole('button', { name: /^Emergency/ }),
    ).toBeDisabled();
    expect(screen.getByText(words)).toBeVisible();
  });

  it('is confirmed by a second person, who types the name', async () => {
    await openRun(adasRun({ breakGlass: ASKED }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Confirm as second person' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Type production/ }),
      'production',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Confirm as second person' }),
    );
    expect(
      await screen.findByText('This plan goes past the rules'),
    ).toBeVisible();
    expect(
      screen.getByText(/Asked for by ada, confirmed by grace/),
    ).toBeVisible();
  });

  it('lapses without a second person', async () => {
    await openRun(
      adasRun({ breakGlass: { ...ASKED, expiresAt: minutesAgo(1) } }),
    );
    expect(await screen.findByText('The emergency apply lapsed')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Confirm as second person' }),
    ).not.toBeInTheDocument();
  });

  it('stays loud after the apply until it is reviewed', async () => {
    await openRun(adasRun({ state: 'applied', breakGlass: CONFIRMED }), {
      environments: [aProtectedReadiness()],
    });
    const banner = await screen.findByRole('alert');
    expect(banner).toHaveTextContent('This plan was applied against the rules');
    expect(banner).toHaveTextContent(/To be reviewed until/);
    await userEvent.click(
      await within(banner).findByRole('button', { name: 'Review it' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Your review/ }),
      'Right to do',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Review it' }),
    );
    expect(
      await screen.findByText(
        'Applied against the rules, and reviewed by grace',
      ),
    ).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says that the review is overdue', async () => {
    await openRun(
      adasRun({
        state: 'applied',
        breakGlass: { ...CONFIRMED, reviewDueAt: minutesAgo(1) },
      }),
    );
    expect(await screen.findByText(/The review is overdue/)).toBeVisible();
  });
});

import type { HygieneReport } from '@backstage-iac/plugin-iac-common';
import { screen, within } from '@testing-library/react';
import { aPlan, aReadiness, aWaitingRun } from '../../__testUtils__/fixtures';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { renderPortal } from '../../__testUtils__/renderPortal';

const REPORT: HygieneReport = {
  at: '2026-11-24T09:41:00Z',
  commit: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
  checks: [
    {
      id: 'ignored',
      status: 'pass',
      summary: 'A rule of .gitignore keeps it out',
      evidence: [],
      nextStep: 'Nothing',
    },
    {
      id: 'scan',
      status: 'fail',
      summary: '4 secrets are in the source',
      evidence: [
        { file: 'infra/main.tf', line: 12, message: 'an AWS access key' },
        { file: 'infra/key.pem', message: 'a private key' },
      ],
      more: 2,
      nextStep: 'Revoke them, and take them out of the code',
    },
  ],
};

function open(hygiene?: HygieneReport) {
  const run = aWaitingRun();
  renderPortal({
    api: new MemoryIacApi({
      environments: [aReadiness('ready', 'production')],
      runs: [run],
      plans: { [run.id]: { ...aPlan(), hygiene } },
    }),
    path: `/runs/${run.id}?tab=hygiene`,
  });
}

describe('the hygiene of a run', () => {
  it('says what was found, where, and what to do; the worst first', async () => {
    open(REPORT);
    const panel = await screen.findByRole('tabpanel', { name: 'Hygiene' });
    const scan = (
      await within(panel).findByText('4 secrets are in the source')
    ).closest('li');
    expect(scan).toHaveTextContent(
      /infra\/main\.tf:12 an AWS access key.*infra\/key\.pem a private key.*and 2 more.*Next: Revoke them/,
    );
    const [worst] = within(panel).getAllByRole('img');
    expect(worst).toHaveAccessibleName('Failed');
    expect(within(panel).getByRole('img', { name: 'Passed' })).toBeVisible();
    expect(panel).not.toHaveTextContent('Next: Nothing');
  });

  it('is not known where nobody looked', async () => {
    open();
    expect(
      await screen.findByText(/was not looked at in this run/),
    ).toBeVisible();
  });
});

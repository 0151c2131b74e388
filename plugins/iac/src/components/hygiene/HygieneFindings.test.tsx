import type { HygieneReport } from '@backstage-iac/plugin-iac-common';
import { screen, within } from '@testing-library/react';
import { aHygieneReport } from '../../__testUtils__/bigScene';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { aPlan, aWaitingRun } from '../../__testUtils__/fixtures';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { renderPortal } from '../../__testUtils__/renderPortal';

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
    open(aHygieneReport());
    const panel = await screen.findByRole('tabpanel', { name: 'Hygiene' });
    const scan = (
      await within(panel).findByText('4 secrets are in the source')
    ).closest('li');
    expect(scan).toHaveTextContent(
      /infra\/modules\/compute\/main\.tf:12 an AWS access key.*infra\/key\.pem a private key.*and 2 more.*Next: Revoke them/,
    );
    const [worst, , best] = within(panel)
      .getAllByRole('listitem')
      .filter(item => item.querySelector('svg'));
    expect(worst).toHaveTextContent(/^Known kinds of secrets.*Failed/);
    expect(best).toHaveTextContent(/^Template.*Not applicable/);
  });

  it('is not known where nobody looked', async () => {
    open();
    expect(
      await screen.findByText(/was not looked at in this run/),
    ).toBeVisible();
  });
});

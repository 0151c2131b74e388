import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  ReadinessDetail,
  ReadinessVerdict,
} from '@backstage-iac/plugin-iac-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aReadinessDetail } from '../../__testUtils__/checks';
import { aReadiness, aReason } from '../../__testUtils__/environmentScenes';
import { minutesAgo } from '../../__testUtils__/fixtures';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { iacApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { NeedsSomeone } from './NeedsSomeone';

function aPortal(verdicts: Record<string, ReadinessVerdict>) {
  const names = Object.keys(verdicts);
  return new MemoryIacApi({
    environments: names.map(name => aReadiness('ready', name)),
    checks: Object.fromEntries(
      names.map((name): [string, ReadinessDetail] => [
        name,
        aReadinessDetail({
          environment: name,
          verdict: verdicts[name],
          since: minutesAgo(180),
          reasonCount: 2,
          worstReason: aReason({
            checkId: 'plan.current',
            title: 'Current plan',
            summary: `The plan of ${name} failed`,
            next: { label: 'Read log' },
          }),
        }),
      ]),
    ),
  });
}

function renderWidget(api: MemoryIacApi) {
  renderInTestApp(<NeedsSomeone />, {
    apis: [[iacApiRef, api]],
    mountedRoutes: { '/iac': rootRouteRef },
  });
}

const LIST = { name: 'Environments that need someone, worst first' };

describe('NeedsSomeone', () => {
  it('lists who needs someone, worst first, and why', async () => {
    renderWidget(
      aPortal({ staging: 'READY', preview: 'AT_RISK', production: 'BLOCKED' }),
    );
    const list = within(await screen.findByRole('list', LIST));
    const [worst, ...others] = list.getAllByRole('listitem');
    expect(worst).toHaveTextContent(/production BLOCKED/);
    expect(worst).toHaveTextContent(
      /Current plan: The plan of production failed.*Next: Read log/,
    );
    expect(worst).toHaveTextContent(/2 reasons.*since 3 h/);
    expect(others).toHaveLength(1);
    expect(list.getByRole('link', { name: 'production' })).toHaveAttribute(
      'href',
      '/iac/environments/production',
    );
    expect(
      screen.getByRole('link', { name: 'All 3 environments' }),
    ).toHaveAttribute('href', '/iac');
  });

  it('stops at five', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    renderWidget(
      aPortal(Object.fromEntries(names.map(name => [name, 'BLOCKED']))),
    );
    const list = within(await screen.findByRole('list', LIST));
    expect(list.getAllByRole('listitem')).toHaveLength(5);
  });

  it('says so when all are ready', async () => {
    renderWidget(aPortal({ staging: 'READY' }));
    expect(
      await screen.findByText('All environments are ready.'),
    ).toBeVisible();
  });

  it('does not call nothing ready', async () => {
    renderWidget(aPortal({}));
    expect(
      await screen.findByText('There is no environment that you may see.'),
    ).toBeVisible();
    expect(screen.queryByText(/are ready/)).not.toBeInTheDocument();
  });

  it('can be asked again when the portal did not answer', async () => {
    const api = aPortal({ staging: 'BLOCKED' });
    jest
      .spyOn(api, 'listReadiness')
      .mockRejectedValueOnce(new Error('The portal is starting'));
    renderWidget(api);
    expect(await screen.findByText('The portal is starting')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('list', LIST)).toBeVisible();
  });
});

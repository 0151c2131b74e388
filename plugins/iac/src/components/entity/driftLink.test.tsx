import type { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { aService } from '../../__testUtils__/entities';
import {
  aReadiness,
  type EnvironmentScene,
} from '../../__testUtils__/environmentScenes';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { iacApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { EntityDriftBadge } from './EntityDriftBadge';
import { useDriftIconLink } from './useDriftIconLink';

function AboutCard() {
  const { label, title, href, icon, disabled } = useDriftIconLink();
  return disabled ? (
    <span title={title}>
      {icon} {label}
    </span>
  ) : (
    <a href={href} title={title}>
      {icon} {label}
    </a>
  );
}

function renderOn(entity: Entity, element: JSX.Element, api: MemoryIacApi) {
  renderInTestApp(
    <EntityProvider entity={entity}>
      <h1>About</h1>
      {element}
    </EntityProvider>,
    { apis: [[iacApiRef, api]], mountedRoutes: { '/iac': rootRouteRef } },
  );
}

const STAGING_AND_PRODUCTION = aService('staging', 'production');

function apiWith(staging: EnvironmentScene, production: EnvironmentScene) {
  return new MemoryIacApi({
    environments: [
      aReadiness(staging, 'staging'),
      aReadiness(production, 'production'),
    ],
  });
}

describe('drift in the About card', () => {
  it('is that of the worst environment, and leads there', async () => {
    const api = apiWith('ready', 'drifted');
    renderOn(STAGING_AND_PRODUCTION, <AboutCard />, api);
    const link = await screen.findByRole('link', { name: /2 drifted/ });
    expect(link).toHaveAttribute('href', '/iac/environments/production#drift');
    expect(link).toHaveAttribute(
      'title',
      expect.stringMatching(
        /^staging: No drift \(.* UTC\)\nproduction: 2 resources drifted \(.* UTC\)$/,
      ),
    );
  });

  it.each([
    ['ready', 'ready', 'No drift'],
    ['ready', 'stale', 'Drift is old'],
    ['stale', 'never_planned', 'Not known'],
    ['never_planned', 'check_failed', 'Check failed'],
    ['check_failed', 'drifted', '2 drifted'],
  ] as const)('of %s and %s says %s', async (staging, production, words) => {
    const api = apiWith(staging, production);
    renderOn(STAGING_AND_PRODUCTION, <AboutCard />, api);
    expect(
      await screen.findByRole('link', { name: new RegExp(words) }),
    ).toBeVisible();
  });

  it('is not known of an environment that nobody may see', async () => {
    renderOn(aService('secret'), <AboutCard />, new MemoryIacApi());
    expect(await screen.findByText('Not known')).toHaveAttribute(
      'title',
      'secret: not defined in this portal, or you may not see it',
    );
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });
});

describe('EntityDriftBadge', () => {
  it('leads to the drift of the worst environment', async () => {
    const api = apiWith('drifted', 'ready');
    renderOn(STAGING_AND_PRODUCTION, <EntityDriftBadge />, api);
    expect(
      await screen.findByRole('link', { name: '2 drifted' }),
    ).toHaveAttribute('href', '/iac/environments/staging#drift');
  });

  it('says nothing of an entity that names no environment', async () => {
    renderOn(aService(), <EntityDriftBadge />, new MemoryIacApi());
    expect(
      (await screen.findByRole('heading', { name: 'About' })).parentElement,
    ).toHaveTextContent(/^About$/);
  });

  it('says that nothing is known while the portal does not answer', async () => {
    const api = new MemoryIacApi();
    jest
      .spyOn(api, 'getEnvironment')
      .mockRejectedValue(new Error('The portal is down'));
    renderOn(aService('staging'), <EntityDriftBadge />, api);
    expect(await screen.findByText('Not known')).toHaveAttribute(
      'title',
      'The portal is down',
    );
  });
});

import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { iacApiRef } from '../../api';
import { isEnvironmentResult } from './environmentOf';
import { EnvironmentSearchResult } from './EnvironmentSearchResult';

const DOCUMENT = {
  title: 'Where customers are',
  text: 'Runs the shop',
  location: '/catalog/default/resource/production',
  kind: 'Resource',
  type: 'environment',
};

function renderResult(api: MemoryIacApi) {
  renderInTestApp(<EnvironmentSearchResult result={DOCUMENT} />, {
    apis: [[iacApiRef, api]],
  });
}

describe('EnvironmentSearchResult', () => {
  it('leads to the entity, with verdict and drift as they are now', async () => {
    const environments = [aReadiness('drifted', 'production')];
    renderResult(new MemoryIacApi({ environments }));
    expect(
      await screen.findByRole('link', { name: 'Where customers are' }),
    ).toHaveAttribute('href', '/catalog/default/resource/production');
    expect(await screen.findByText('BLOCKED')).toBeVisible();
    expect(screen.getByText('2 resources drifted')).toBeVisible();
    expect(screen.getByText('Runs the shop')).toBeVisible();
  });

  it('says that an environment is not known here', async () => {
    renderResult(new MemoryIacApi());
    expect(
      await screen.findByText(
        'Not known to this portal, or you may not see it',
      ),
    ).toBeVisible();
  });

  it('says why nothing is known', async () => {
    const api = new MemoryIacApi();
    jest
      .spyOn(api, 'getEnvironment')
      .mockRejectedValue(new Error('The portal is down'));
    renderResult(api);
    expect(await screen.findByText('The portal is down')).toBeVisible();
  });

  it('is for environments of the catalog alone', () => {
    const type = 'software-catalog';
    expect(isEnvironmentResult({ type, document: DOCUMENT })).toBe(true);
    expect(isEnvironmentResult({ type: 'techdocs', document: DOCUMENT })).toBe(
      false,
    );
    const service = { ...DOCUMENT, kind: 'Component', type: 'service' };
    expect(isEnvironmentResult({ type, document: service })).toBe(false);
  });
});

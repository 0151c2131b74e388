import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { createApiFactory } from '@backstage/core-plugin-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import {
  ScaffolderFieldExtensions,
  useCustomFieldExtensions,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';
import { SearchResultListItemExtensions } from '@backstage/plugin-search-react';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ReactNode } from 'react';
import { Route } from 'react-router-dom';
import { aReadinessDetail } from './__testUtils__/checks';
import { aService } from './__testUtils__/entities';
import { aReadiness, aReason } from './__testUtils__/environmentScenes';
import { MemoryIacApi } from './__testUtils__/MemoryIacApi';
import { iacApiRef } from './api';
import {
  EntityIacContent,
  EntityIacDriftBadge,
  EntityIacDriftCard,
  EntityIacReadinessCard,
  HomePageIacNeedsSomeone,
  IacEnvironmentPickerFieldExtension,
  IacPage,
  iacPlugin,
  IacSearchResultListItem,
  isIacAvailable,
} from './legacy';

function aPortal() {
  return new MemoryIacApi({
    environments: [
      aReadiness('ready', 'staging'),
      aReadiness('drifted', 'production'),
    ],
    checks: {
      staging: aReadinessDetail({ environment: 'staging', verdict: 'READY' }),
      production: aReadinessDetail({
        environment: 'production',
        verdict: 'BLOCKED',
        worstReason: aReason({ summary: '2 resources were changed' }),
      }),
    },
  });
}

/** An app of the old frontend system, with its own routes, at one address. */
function openLegacyApp(path: string, page?: ReactNode) {
  window.history.pushState({}, '', path);
  const app = createApp({
    plugins: [iacPlugin],
    apis: [createApiFactory(iacApiRef, aPortal())],
    configLoader: async () => [
      {
        context: 'test',
        data: {
          app: { title: 'Portal', baseUrl: 'http://localhost' },
          backend: { baseUrl: 'http://localhost:7007' },
        },
      },
    ],
  });
  const Root = app.createRoot(
    <AppRouter>
      <FlatRoutes>
        <Route path="/iac" element={<IacPage />} />
        <Route path="/elsewhere" element={<>{page}</>} />
      </FlatRoutes>
    </AppRouter>,
  );
  render(<Root />);
}

const ENTITY = aService('staging', 'production');

describe('the plugin in an app of the old frontend system', () => {
  it('serves its pages', async () => {
    openLegacyApp('/iac');
    const production = await screen.findByRole('region', {
      name: 'production',
    });
    expect(
      within(production).getByRole('link', { name: 'production' }),
    ).toHaveAttribute('href', '/iac/environments/production');
  });

  it('puts cards, tab and badge on entities, with links to its pages', async () => {
    openLegacyApp(
      '/elsewhere',
      <EntityProvider entity={ENTITY}>
        <header>
          <EntityIacDriftBadge />
        </header>
        <EntityIacReadinessCard />
        <EntityIacDriftCard />
        <EntityIacContent />
      </EntityProvider>,
    );
    expect(
      await screen.findByRole('link', { name: '2 drifted' }),
    ).toHaveAttribute('href', '/iac/environments/production#drift');
    expect(
      await screen.findByRole('heading', { name: 'Environments' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('link', { name: 'Drift of production' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('region', { name: 'production' }),
    ).toHaveTextContent(/Newest runs/);
  });

  it('tells entities that name environments from others', () => {
    expect(isIacAvailable(ENTITY)).toBe(true);
    expect(isIacAvailable(aService())).toBe(false);
  });

  it('puts the worst environments on the home page', async () => {
    openLegacyApp('/elsewhere', <HomePageIacNeedsSomeone />);
    const list = await screen.findByRole('list', {
      name: 'Environments that need someone, worst first',
    });
    expect(list).toHaveTextContent(/production BLOCKED.*2 resources/);
    expect(list).not.toHaveTextContent(/staging/);
  });

  it('shows environments among results of the search', async () => {
    openLegacyApp(
      '/elsewhere',
      <SearchResultListItemExtensions
        results={[
          {
            type: 'software-catalog',
            document: {
              title: 'Production',
              text: 'Where customers are',
              location: '/catalog/default/resource/production',
              ...{ kind: 'Resource', type: 'environment' },
            },
          },
        ]}
      >
        <IacSearchResultListItem />
      </SearchResultListItemExtensions>,
    );
    expect(
      await screen.findByRole('link', { name: 'Production' }),
    ).toHaveAttribute('href', '/catalog/default/resource/production');
    expect(await screen.findByText('BLOCKED')).toBeVisible();
    expect(screen.getByText('2 resources drifted')).toBeVisible();
  });

  it('offers environments in the forms of templates', async () => {
    openLegacyApp('/elsewhere', <Form />);
    await userEvent.click(
      await screen.findByRole('button', { name: /Environment/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: /staging/ }),
    );
    expect(await screen.findByText('Chosen: staging')).toBeVisible();
  });
});

/** What the scaffolder does with the fields that it finds in its page. */
function Form() {
  const [value, setValue] = useState<unknown>();
  const [field] = useCustomFieldExtensions<{
    name: string;
    component: (
      props: Partial<FieldExtensionComponentProps<unknown, object>>,
    ) => JSX.Element | null;
  }>(
    <ScaffolderFieldExtensions>
      <IacEnvironmentPickerFieldExtension />
    </ScaffolderFieldExtensions>,
  );
  const Field = field.component;
  return (
    <>
      <Field
        schema={{ title: 'Environment' }}
        uiSchema={{ 'ui:field': field.name }}
        idSchema={{ $id: 'environment' }}
        formData={value}
        onChange={setValue}
        onBlur={() => undefined}
      />
      <p>Chosen: {String(value)}</p>
    </>
  );
}

import {
  createExtensionTester,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { SearchResultListItemBlueprint } from '@backstage/plugin-search-react/alpha';
import { screen } from '@testing-library/react';
import iacPlugin, { iacApiRef } from '..';
import { aReadinessDetail } from '../__testUtils__/checks';
import { aReadiness } from '../__testUtils__/environmentScenes';
import { MemoryIacApi } from '../__testUtils__/MemoryIacApi';

const api = new MemoryIacApi({
  environments: [aReadiness('drifted', 'production')],
  checks: {
    production: aReadinessDetail({
      environment: 'production',
      verdict: 'BLOCKED',
    }),
  },
});

function render(element: JSX.Element) {
  renderInTestApp(element, { apis: [[iacApiRef, api]] });
}

describe('extensions of other plugins', () => {
  it('has a widget for the home page', async () => {
    const widget = createExtensionTester(
      iacPlugin.getExtension('home-page-widget:iac/needs-someone'),
    ).get(HomePageWidgetBlueprint.dataRefs.widget);
    render(widget.component);
    expect(
      await screen.findByText('Environments that need someone'),
    ).toBeVisible();
    expect(await screen.findByText('BLOCKED')).toBeVisible();
  });

  it('has an item for environments among search results', async () => {
    const item = createExtensionTester(
      iacPlugin.getExtension('search-result-list-item:iac/environment'),
    ).get(SearchResultListItemBlueprint.dataRefs.item);
    const document = {
      title: 'Production',
      text: '',
      location: '/catalog/default/resource/production',
      kind: 'Resource',
      type: 'environment',
    };
    expect(item.predicate?.({ type: 'software-catalog', document })).toBe(true);
    render(<item.component result={document} />);
    expect(await screen.findByText('2 resources drifted')).toBeVisible();
  });

  it('has a field for templates, of the name that they use', async () => {
    const load = createExtensionTester(
      iacPlugin.getExtension('scaffolder-form-field:iac/environment-picker'),
    ).get(FormFieldBlueprint.dataRefs.formFieldLoader);
    expect(await load()).toMatchObject({ name: 'IacEnvironmentPicker' });
  });
});

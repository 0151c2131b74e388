import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import { SearchResultListItemBlueprint } from '@backstage/plugin-search-react/alpha';
import {
  ENVIRONMENT_FIELD,
  environmentFieldSchema,
  validateEnvironment,
} from '../components/picker/environmentField';
import { isEnvironmentResult } from '../components/search/environmentOf';

const iacEnvironmentFormField = FormFieldBlueprint.make({
  name: 'environment-picker',
  params: {
    field: async () => {
      const { EnvironmentPicker } = await import('../components/picker');
      return createFormField({
        name: ENVIRONMENT_FIELD,
        component: EnvironmentPicker,
        validation: validateEnvironment,
        schema: environmentFieldSchema,
      });
    },
  },
});

const iacNeedsSomeoneHomePageWidget = HomePageWidgetBlueprint.make({
  name: 'needs-someone',
  params: {
    name: 'IacNeedsSomeone',
    title: 'Environments that need someone',
    description: 'The worst environments, why, and what to do next',
    layout: {
      width: { minColumns: 4, defaultColumns: 6 },
      height: { minRows: 3, defaultRows: 5 },
    },
    components: async () => {
      const { NeedsSomeone } = await import('../components/home');
      return { Content: () => <NeedsSomeone /> };
    },
  },
});

const iacEnvironmentSearchResult = SearchResultListItemBlueprint.make({
  name: 'environment',
  params: {
    predicate: isEnvironmentResult,
    component: async () => {
      const { EnvironmentSearchResult } = await import('../components/search');
      return ({ result }) => <EnvironmentSearchResult result={result} />;
    },
  },
});

/** On pages of other plugins. Where one is not installed, its extension rests. */
export const portalExtensions = [
  iacEnvironmentFormField,
  iacNeedsSomeoneHomePageWidget,
  iacEnvironmentSearchResult,
];

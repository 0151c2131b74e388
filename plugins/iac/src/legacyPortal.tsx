import { compatWrapper } from '@backstage/core-compat-api';
import { createCardExtension } from '@backstage/plugin-home-react';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import type { SearchDocument } from '@backstage/plugin-search-common';
import { createSearchResultListItemExtension } from '@backstage/plugin-search-react';
import { lazy, Suspense } from 'react';
import {
  ENVIRONMENT_FIELD,
  environmentFieldSchema,
  validateEnvironment,
  type EnvironmentPickerProps,
} from './components/picker/environmentField';
import { isEnvironmentResult } from './components/search/environmentOf';
import { iacPlugin } from './legacyPlugin';

const LazyPicker = lazy(async () => {
  const { EnvironmentPicker } = await import('./components/picker');
  return { default: EnvironmentPicker };
});

function LegacyPicker(props: EnvironmentPickerProps) {
  return compatWrapper(
    <Suspense fallback={null}>
      <LazyPicker {...props} />
    </Suspense>,
  );
}

/**
 * The field `IacEnvironmentPicker` of templates, inside of
 * `<ScaffolderFieldExtensions>`.
 *
 * @public
 */
export const IacEnvironmentPickerFieldExtension = iacPlugin.provide(
  createScaffolderFieldExtension({
    name: ENVIRONMENT_FIELD,
    component: LegacyPicker,
    validation: validateEnvironment,
    schema: environmentFieldSchema.schema,
  }),
);

/**
 * A card of the home page: environments that need someone, worst first.
 *
 * @public
 */
export const HomePageIacNeedsSomeone = iacPlugin.provide(
  createCardExtension({
    name: 'HomePageIacNeedsSomeone',
    title: 'Environments that need someone',
    components: async () => {
      const { NeedsSomeone } = await import('./components/home');
      return { Content: () => compatWrapper(<NeedsSomeone />) };
    },
  }),
);

/**
 * An environment among results of the search, inside of
 * `<SearchResultListItemExtensions>` and before the catalog's own item.
 *
 * @public
 */
export const IacSearchResultListItem = iacPlugin.provide(
  createSearchResultListItemExtension({
    name: 'IacSearchResultListItem',
    predicate: isEnvironmentResult,
    component: async () => {
      const { EnvironmentSearchResult } = await import('./components/search');
      return (props: { result?: SearchDocument }) =>
        compatWrapper(<EnvironmentSearchResult result={props.result} />);
    },
  }),
);

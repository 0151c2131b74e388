import type { Entity } from '@backstage/catalog-model';
import { compatWrapper } from '@backstage/core-compat-api';
import { createComponentExtension } from '@backstage/core-plugin-api';
import { readEnvironmentsAnnotation } from '@backstage-iac/plugin-iac-common';
import { iacPlugin } from './legacyPlugin';

/**
 * Whether the entity names environments, for `EntitySwitch.Case` and the `if`
 * of an `EntityLayout.Route`.
 *
 * @public
 */
export function isIacAvailable(entity: Entity): boolean {
  return readEnvironmentsAnnotation(entity.metadata.annotations).length > 0;
}

/**
 * A card for the overview of an entity that names its environments in
 * `backstage-iac.io/environments`: the verdict of each.
 *
 * @public
 */
export const EntityIacReadinessCard = iacPlugin.provide(
  createComponentExtension({
    name: 'EntityIacReadinessCard',
    component: {
      lazy: async () => {
        const { EntityReadinessCard } = await import('./components/entity');
        return () => compatWrapper(<EntityReadinessCard />);
      },
    },
  }),
);

/**
 * A card for the overview of such an entity: its drift.
 *
 * @public
 */
export const EntityIacDriftCard = iacPlugin.provide(
  createComponentExtension({
    name: 'EntityIacDriftCard',
    component: {
      lazy: async () => {
        const { EntityDriftCard } = await import('./components/entity');
        return () => compatWrapper(<EntityDriftCard />);
      },
    },
  }),
);

/**
 * Drift in a word or two, for the header of such an entity. Says nothing on
 * others.
 *
 * @public
 */
export const EntityIacDriftBadge = iacPlugin.provide(
  createComponentExtension({
    name: 'EntityIacDriftBadge',
    component: {
      lazy: async () => {
        const { EntityDriftBadge } = await import('./components/entity');
        return () => compatWrapper(<EntityDriftBadge />);
      },
    },
  }),
);

/**
 * The tab of such an entity:
 * `<EntityLayout.Route path="/infrastructure" title="Infrastructure" if={isIacAvailable}>`
 *
 * @public
 */
export const EntityIacContent = iacPlugin.provide(
  createComponentExtension({
    name: 'EntityIacContent',
    component: {
      lazy: async () => {
        const { EntityInfrastructure } = await import('./components/entity');
        return () => compatWrapper(<EntityInfrastructure />);
      },
    },
  }),
);

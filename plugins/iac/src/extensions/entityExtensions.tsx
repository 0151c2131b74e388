import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityIconLinkBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { IAC_ENVIRONMENTS_ANNOTATION } from '@backstage-iac/plugin-iac-common';
import { RiStackLine } from '@remixicon/react';
import { useDriftIconLink } from '../components/entity/useDriftIconLink';

/** The catalog's `Resource`s of type `environment` carry the annotation, too. */
const namesEnvironments = {
  [`metadata.annotations.${IAC_ENVIRONMENTS_ANNOTATION}`]: { $exists: true },
};

const iacReadinessEntityCard = EntityCardBlueprint.make({
  name: 'readiness',
  params: {
    type: 'content',
    filter: namesEnvironments,
    loader: () =>
      import('../components/entity').then(m => <m.EntityReadinessCard />),
  },
});

const iacDriftEntityCard = EntityCardBlueprint.make({
  name: 'drift',
  params: {
    type: 'content',
    filter: namesEnvironments,
    loader: () =>
      import('../components/entity').then(m => <m.EntityDriftCard />),
  },
});

const iacEntityContent = EntityContentBlueprint.make({
  params: {
    path: '/infrastructure',
    title: 'Infrastructure',
    group: 'deployment',
    icon: <RiStackLine />,
    filter: namesEnvironments,
    loader: () =>
      import('../components/entity').then(m => <m.EntityInfrastructure />),
  },
});

const iacDriftEntityIconLink = EntityIconLinkBlueprint.make({
  name: 'drift',
  params: { filter: namesEnvironments, useProps: useDriftIconLink },
});

export const entityExtensions = [
  iacReadinessEntityCard,
  iacDriftEntityCard,
  iacEntityContent,
  iacDriftEntityIconLink,
];

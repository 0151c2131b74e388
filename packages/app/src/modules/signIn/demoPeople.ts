import type { ConfigApi } from '@backstage/frontend-plugin-api';

/** Whom a visitor of the demo can be. */
export interface DemoPerson {
  entityRef: string;
  name: string;
  role?: string;
  /** Of the auth backend. */
  provider: 'guest' | 'demo';
}

/** The guest first, then the people of the configuration. */
export function demoPeople(config: ConfigApi): DemoPerson[] {
  const people =
    config.getOptionalConfigArray('auth.providers.demo.people') ?? [];
  return [
    { entityRef: 'guest', name: 'Guest', provider: 'guest' },
    ...people.map(person => ({
      entityRef: person.getString('entityRef'),
      name: person.getString('name'),
      role: person.getOptionalString('role'),
      provider: 'demo' as const,
    })),
  ];
}

import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogPeople } from './CatalogPeople';

const ADA = 'user:default/ada';

function entity(
  kind: string,
  name: string,
  relations: [string, string][] = [],
  spec: Entity['spec'] = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    spec,
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

const COMPANY = [
  entity('User', 'ada', [['memberOf', 'group:default/team']], {
    profile: { email: 'ada@acme.test', displayName: 'Ada' },
  }),
  entity('Group', 'team', [['childOf', 'group:default/tribe']]),
  // A circle, which the catalog does not prevent.
  entity('Group', 'tribe', [['childOf', 'group:default/team']]),
];

describe('CatalogPeople', () => {
  let clock = 0;

  function people(catalog = catalogServiceMock({ entities: COMPANY })) {
    const asked = jest.spyOn(catalog, 'getEntitiesByRefs');
    return {
      asked,
      people: new CatalogPeople({
        catalog,
        auth: mockServices.auth(),
        logger: mockServices.logger.mock(),
        now: () => clock,
      }),
    };
  }

  it('knows the groups of somebody, and those above them', async () => {
    const answer = await people().people.find([ADA, 'external:ci']);
    expect(answer.unanswered).toBe(false);
    expect([...answer.people.keys()]).toEqual([ADA]);
    expect(answer.people.get(ADA)).toEqual({
      ref: ADA,
      groups: new Set(['group:default/team', 'group:default/tribe']),
      email: 'ada@acme.test',
      displayName: 'Ada',
    });
  });

  it('asks again after half a minute, and does not guess', async () => {
    const { asked, people: found } = people();
    await found.find([ADA]);
    const calls = asked.mock.calls.length;
    clock += 29_000;
    await found.find([ADA]);
    expect(asked).toHaveBeenCalledTimes(calls);
    clock += 2_000;
    asked.mockRejectedValueOnce(new Error('away'));
    expect(await found.find([ADA])).toEqual({
      people: new Map(),
      unanswered: true,
    });
    expect((await found.find([ADA])).people.size).toBe(1);
  });

  it('tells who is unknown from who cannot be told', async () => {
    expect(await people().people.find(['user:default/zoe'])).toEqual({
      people: new Map(),
      unanswered: false,
    });
  });
});

import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  type Entity,
  type UserEntity,
} from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { People, PeopleAnswer, Person } from './People';

/** Leaving a group counts after as long at the latest, in milliseconds. */
const MAX_AGE_MS = 30_000;
/** Levels of groups that are followed; more is a circle, or hardly a company. */
const MAX_LEVELS = 12;
const MAX_CACHED = 1000;

/** Looks people up in the catalog with the plugin's own credentials. */
export class CatalogPeople implements People {
  readonly #catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  readonly #known = new Map<string, { person?: Person; at: number }>();

  constructor(options: {
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    auth: AuthService;
    logger: LoggerService;
    /** Milliseconds since any fixed moment. @defaultValue `performance.now` */
    now?: () => number;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => performance.now());
  }

  async find(refs: readonly string[]): Promise<PeopleAnswer> {
    const wanted = [...new Set(refs)].filter(ref => ref.startsWith('user:'));
    const missing = wanted.filter(ref => !this.#fresh(ref));
    let unanswered = false;
    if (missing.length > 0) {
      try {
        await this.#load(missing);
      } catch (error) {
        // An answer from before the failure would be a guess.
        unanswered = true;
        this.#logger.warn(
          `Could not ask the catalog who may approve: ${stringifyError(error)}`,
        );
      }
    }
    const people = new Map<string, Person>();
    for (const ref of wanted) {
      const person = this.#fresh(ref)?.person;
      if (person) people.set(ref, person);
    }
    return { people, unanswered };
  }

  #fresh(ref: string) {
    const known = this.#known.get(ref);
    return known && this.#now() - known.at < MAX_AGE_MS ? known : undefined;
  }

  async #load(refs: string[]): Promise<void> {
    const at = this.#now();
    const users = await this.#read(refs);
    const parents = await this.#readParents(
      [...users.values()].flatMap(user => targets(user, RELATION_MEMBER_OF)),
    );
    if (this.#known.size > MAX_CACHED) this.#known.clear();
    for (const ref of refs) {
      const user = users.get(ref);
      this.#known.set(ref, {
        at,
        person: user && toPerson(ref, user as UserEntity, parents),
      });
    }
  }

  /** Each group with the groups above it. */
  async #readParents(groups: string[]): Promise<Map<string, string[]>> {
    const parents = new Map<string, string[]>();
    let level = new Set(groups);
    for (let depth = 0; level.size > 0 && depth < MAX_LEVELS; depth += 1) {
      const entities = await this.#read([...level]);
      const above = new Set<string>();
      for (const ref of level) {
        const entity = entities.get(ref);
        const direct = entity ? targets(entity, RELATION_CHILD_OF) : [];
        parents.set(ref, direct);
        direct.forEach(parent => above.add(parent));
      }
      level = new Set([...above].filter(ref => !parents.has(ref)));
    }
    return parents;
  }

  async #read(entityRefs: string[]): Promise<Map<string, Entity>> {
    if (entityRefs.length === 0) return new Map();
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return new Map(
      entityRefs.flatMap((ref, index) => {
        const entity = items[index];
        return entity ? [[ref, entity] as const] : [];
      }),
    );
  }
}

function targets(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef.toLowerCase());
}

function toPerson(
  ref: string,
  user: UserEntity,
  parents: Map<string, string[]>,
): Person {
  const groups = new Set<string>();
  const open = targets(user, RELATION_MEMBER_OF);
  for (let group = open.pop(); group !== undefined; group = open.pop()) {
    if (groups.has(group)) continue;
    groups.add(group);
    open.push(...(parents.get(group) ?? []));
  }
  const { email, displayName } = user.spec?.profile ?? {};
  return { ref, groups, email, displayName };
}

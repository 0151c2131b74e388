import type { People, Person } from '../approvals/People';

/** A small company. Everybody's e-mail address is their name `@acme.test`. */
const GROUPS: Record<string, string[]> = {
  ada: ['leads'],
  ben: ['leads'],
  cyd: ['leads'],
  dan: ['developers'],
};

/** A catalog that people join and leave, and that may be away. */
export class ScriptedPeople implements People {
  /** The catalog does not answer. */
  away = false;
  readonly #groups = new Map(Object.entries(GROUPS));

  leave(name: string): void {
    this.#groups.set(name, []);
  }

  join(name: string): void {
    this.#groups.set(name, GROUPS[name] ?? []);
  }

  async find(refs: readonly string[]) {
    const people = new Map<string, Person>();
    for (const ref of this.away ? [] : refs) {
      const name = ref.replace('user:default/', '');
      const groups = this.#groups.get(name);
      if (!groups) continue;
      people.set(ref, {
        ref,
        groups: new Set(groups.map(group => `group:default/${group}`)),
        email: `${name}@acme.test`,
        displayName: name,
      });
    }
    return { people, unanswered: this.away };
  }
}

/** What the catalog knows of somebody. */
export interface Person {
  /** Entity ref, or subject of a service. */
  ref: string;
  /** Entity refs of all groups, those above them included. */
  groups: ReadonlySet<string>;
  email?: string;
  displayName?: string;
}

/** Who people are. */
export interface People {
  /**
   * @returns those of whom something is known; who is absent is not known, be it
   * because the catalog does not list them or because it did not answer
   */
  find(refs: readonly string[]): Promise<PeopleAnswer>;
}

export interface PeopleAnswer {
  people: ReadonlyMap<string, Person>;
  /** The catalog could not be asked: nothing follows from who is absent. */
  unanswered: boolean;
}

const KEY = 'demo-person';

/**
 * Who was chosen in this tab, or else in the newest one: two tabs may be two
 * persons, and a window that a page opens is the person who opened it.
 */
export function rememberedPerson(): string | undefined {
  return sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY) ?? undefined;
}

/** @param entityRef - nobody when absent */
export function rememberPerson(entityRef: string | undefined): void {
  for (const storage of [sessionStorage, localStorage]) {
    if (entityRef === undefined) storage.removeItem(KEY);
    else storage.setItem(KEY, entityRef);
  }
}

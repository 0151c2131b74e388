/** `user:default/guest` is `guest`; a service keeps what tells it apart. */
export function personName(entityRef: string): string {
  const match = /^user:(?:default\/)?(.+)$/.exec(entityRef);
  return match ? match[1] : entityRef;
}

/**
 * `user:default/guest` is `guest`, and `group:default/leads` is `leads`; a
 * service keeps what tells it apart.
 */
export function personName(entityRef: string): string {
  const match = /^(?:user|group):(?:default\/)?(.+)$/.exec(entityRef);
  return match ? match[1] : entityRef;
}

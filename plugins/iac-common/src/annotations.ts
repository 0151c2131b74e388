/** Comma separated names of environments that an entity lives in: `staging,production`. @public */
export const IAC_ENVIRONMENTS_ANNOTATION = 'backstage-iac.io/environments';

/**
 * Names of the environments an entity is annotated with, without blanks and repetitions.
 *
 * @param annotations - the entity's `metadata.annotations`
 * @public
 */
export function readEnvironmentsAnnotation(
  annotations: Record<string, string> | undefined,
): string[] {
  const names = (annotations?.[IAC_ENVIRONMENTS_ANNOTATION] ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
  return [...new Set(names)];
}

import { isDatabaseConflictError } from '@backstage/backend-plugin-api';

/**
 * Runs an operation that may lose a race for a unique index.
 *
 * @returns `undefined` when it lost
 */
export async function unlessConflict<T>(
  operation: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await operation();
  } catch (error) {
    if (isDatabaseConflictError(error)) return undefined;
    throw error;
  }
}

/** What browsers say when a request found no server: there is no code for it. */
const WORDS = /failed to fetch|networkerror|network error|load failed/i;

/** Nothing answered: the network is away, or the portal is. */
export function isUnreachable(error: Error): boolean {
  return error.name === 'TypeError' && WORDS.test(error.message);
}

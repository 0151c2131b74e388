/** HTTP status that an error came with, if any. */
export function statusOf(error: Error): number | undefined {
  if ('statusCode' in error && typeof error.statusCode === 'number') {
    return error.statusCode;
  }
  if (error.name === 'NotAllowedError') return 403;
  return error.name === 'NotFoundError' ? 404 : undefined;
}

import type { z } from 'zod';

/** What is wrong, with the configuration key of each problem. */
export function describeProblems(root: string[], error: z.ZodError): string {
  return error.issues
    .map(issue => {
      const message =
        issue.code === 'invalid_key'
          ? issue.issues.map(inner => inner.message).join(', ')
          : issue.message;
      return `'${[...root, ...issue.path].join('.')}': ${message}`;
    })
    .join('; ');
}

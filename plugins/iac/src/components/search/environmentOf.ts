import type {
  SearchDocument,
  SearchResult,
} from '@backstage/plugin-search-common';

interface EntityDocument extends SearchDocument {
  kind?: unknown;
  type?: unknown;
}

/** A `Resource` of type `environment`, as the catalog's collator indexes it. */
export function isEnvironmentResult(result: SearchResult): boolean {
  const document: EntityDocument = result.document;
  return (
    result.type === 'software-catalog' &&
    document.kind === 'Resource' &&
    document.type === 'environment'
  );
}

/** Its name: the title may be another one, the address ends with it. */
export function environmentOf(document: SearchDocument): string {
  const [path] = document.location.split(/[?#]/);
  return decodeURIComponent(path.split('/').filter(Boolean).pop() ?? '');
}

import { createHash } from 'node:crypto';
import { parse } from 'yaml';

/** Hex digits of a file's version. */
const VERSION_DIGITS = 12;

/** What an encrypted file tells without being decrypted. */
export interface SopsFacts {
  version: string;
  /** When a value was last changed, ISO 8601. */
  lastModified?: string;
}

/** Reads the metadata that sops writes beside the values: JSON, YAML, dotenv or INI. */
export function inspectSopsFile(content: string): SopsFacts {
  const version = createHash('sha256')
    .update(content)
    .digest('hex')
    .slice(0, VERSION_DIGITS);
  const written = lastModified(content);
  const time = Date.parse(written ?? '');
  return {
    version,
    ...(Number.isNaN(time)
      ? {}
      : { lastModified: new Date(time).toISOString() }),
  };
}

function lastModified(content: string): string | undefined {
  const flat = /^(?:sops_)?lastmodified\s*=\s*"?([^"\s]+)/m.exec(content);
  if (flat) return flat[1];
  try {
    // JSON is YAML. Times stay text in the core schema.
    const document: unknown = parse(content);
    const sops = member(document, 'sops');
    const text = member(sops, 'lastmodified');
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

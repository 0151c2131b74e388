import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Of `.terraform.lock.hcl`, whose form Terraform itself keeps. */
const ENTRY = /^provider "([^"]+)" \{\s*^\s*version\s*=\s*"([^"]+)"/gm;

/** Versions of the providers that a root module is locked to, by address; none without a lock file. */
export async function providerVersions(
  rootModule: string,
): Promise<Record<string, string>> {
  const file = path.join(rootModule, '.terraform.lock.hcl');
  const text = await readFile(file, 'utf8').catch(() => '');
  return Object.fromEntries(
    [...text.matchAll(ENTRY)].map(([, address, version]) => [address, version]),
  );
}

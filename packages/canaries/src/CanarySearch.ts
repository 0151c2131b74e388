import { Tripwire } from '@backstage-iac/engine';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Canary } from './Canary';

/** A canary, or a secret of another making. */
export type Sought = Pick<Canary, 'name' | 'value'> &
  Partial<Pick<Canary, 'text' | 'core'>>;

/** Looks for canaries wherever a run left something, in every form that is known. */
export class CanarySearch {
  readonly #tripwire: Tripwire;

  constructor(sought: Iterable<Sought>) {
    // JSON, HCL, shells, URLs and markup leave the core as it is; base64 and hex
    // of whatever stands around it are found by those of the core.
    this.#tripwire = Tripwire.create(
      [...sought].flatMap(({ name, value, text = value, core = value }) =>
        [text, core, value].map(secret => ({ name, value: secret })),
      ),
    );
  }

  /** @returns `place: name of the canary` for each hit */
  async in(place: string, text: string): Promise<string[]> {
    const names = await this.#tripwire.search(text);
    return names.map(name => `${place}: ${name}`);
  }

  /** All files below a folder, as bytes. */
  async inFolder(
    folder: string,
    options: { except?: RegExp } = {},
  ): Promise<string[]> {
    const hits: string[] = [];
    const entries = readdirSync(folder, {
      recursive: true,
      withFileTypes: true,
    });
    for (const entry of entries.filter(found => found.isFile())) {
      const file = path.join(entry.parentPath, entry.name);
      if (options.except?.test(file)) continue;
      const bytes = readFileSync(file);
      hits.push(...(await this.in(file, bytes.toString('latin1'))));
      hits.push(...(await this.in(file, bytes.toString('utf8'))));
    }
    return hits;
  }
}

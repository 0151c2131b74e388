import type { Sought } from '@backstage-iac/canaries';
import type { JsonObject } from '@backstage/types';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { OF_PROCESS, processVariable, STORES } from './planted';
import { setProcessVariables } from './processVariables';
import type { OpenStore } from './secretStores';

/** All stores that this machine can have, and the process, with the canaries in them. */
export class OpenStores {
  readonly #stores: Map<string, OpenStore>;
  readonly #putBack: () => void;

  /** @param folder - for what stores keep on disk. Absolute. */
  static async open(folder: string): Promise<OpenStores> {
    const stores = new Map<string, OpenStore>();
    for (const store of STORES) {
      const own = path.join(folder, store.kind);
      await mkdir(own, { recursive: true });
      stores.set(store.kind, await store.open(own));
    }
    return new OpenStores(stores);
  }

  private constructor(stores: Map<string, OpenStore>) {
    this.#stores = stores;
    this.#putBack = setProcessVariables(
      Object.fromEntries(
        OF_PROCESS.map(({ name, value }) => [processVariable(name), value]),
      ),
    );
  }

  /** Of `iac.secrets.sources`. */
  get settings(): JsonObject {
    return Object.fromEntries(
      [...this.#stores].map(([kind, { settings }]) => [kind, settings]),
    );
  }

  get credentials(): Sought[] {
    return [...this.#stores.values()].flatMap(({ credentials }) => credentials);
  }

  async close(): Promise<void> {
    for (const store of this.#stores.values()) await store.close();
    this.#putBack();
  }
}

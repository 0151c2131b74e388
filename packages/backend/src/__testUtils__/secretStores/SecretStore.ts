import type { BackendFeature } from '@backstage/backend-plugin-api';
import {
  secretVariable,
  type Canary,
  type Sought,
} from '@backstage-iac/canaries';
import type { JsonObject } from '@backstage/types';

/** A kind of place that keeps secrets, and the canaries that are put there. */
export interface SecretStore {
  /** Its kind in the configuration. */
  kind: string;
  /** Whether this machine can have one. */
  isThere: boolean;
  module: BackendFeature;
  planted: PlantedCanary[];
  /**
   * Starts one with the canaries in it.
   *
   * @param folder - of its own, there already
   */
  open(folder: string): Promise<OpenStore>;
}

export interface PlantedCanary {
  canary: Canary;
  /** The reference of the configuration that leads to it. */
  reference: JsonObject;
}

export interface OpenStore {
  /** Of `iac.secrets.sources.<kind>`. */
  settings: JsonObject;
  /** What opens the store: no more to be seen than what is in it. */
  credentials: Sought[];
  close(): Promise<void>;
}

/** What a store that keeps documents gives of one. */
export const asDocument = (text: string) => JSON.stringify({ password: text });

/** A canary that is the whole secret, and one that is a field of a document. */
export function plant(
  kind: string,
  references: { whole: string; field: string; document?: boolean },
): { whole: PlantedCanary; field: PlantedCanary } {
  const { whole, field, document = false } = references;
  return {
    whole: {
      canary: secretVariable(
        `${kind}_whole`,
        document ? asDocument : undefined,
      ),
      reference: { [kind]: whole },
    },
    field: {
      canary: secretVariable(`${kind}_field`),
      reference: { [kind]: field, field: 'password' },
    },
  };
}

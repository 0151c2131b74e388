import module from '@backstage-iac/plugin-iac-backend-module-secrets-sops';
import { sealedBySops, SOPS } from '@backstage-iac/secret-store-emulators';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { plant, type SecretStore } from './SecretStore';
import { setProcessVariables } from '../processVariables';

const { whole, field } = plant('sops', {
  whole: 'whole.yaml',
  field: 'field.yaml',
  document: true,
});

/** Key of the sort that `passEnv` gives to the program. */
const KEY = { name: 'sops key', value: 'AGE-SECRET-KEY-OF-SOPS-4711-0815' };

/** Files that the program sops decrypts. */
export const sops: SecretStore = {
  kind: 'sops',
  isThere: true,
  module,
  planted: [whole, field],
  async open(folder) {
    const documents = {
      'whole.yaml': whole.canary.text,
      'field.yaml': field.canary.text,
    };
    for (const [name, password] of Object.entries(documents)) {
      await writeFile(
        path.join(folder, name),
        sealedBySops('document', { password }),
      );
    }
    const putBack = setProcessVariables({ SOPS_AGE_KEY: KEY.value });
    return {
      settings: { binary: SOPS, root: folder, passEnv: ['SOPS_AGE_KEY'] },
      credentials: [KEY],
      close: async () => putBack(),
    };
  },
};

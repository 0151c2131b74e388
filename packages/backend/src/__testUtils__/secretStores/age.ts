import module, {
  AgeFiles,
} from '@backstage-iac/plugin-iac-backend-module-secrets-age';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { plant, type SecretStore } from './SecretStore';

const { whole, field } = plant('age', {
  whole: 'token.age',
  field: 'staging.tfvars.age',
});

/** Files that age encrypts: a text, and a variable file. */
export const age: SecretStore = {
  kind: 'age',
  isThere: true,
  module,
  planted: [whole, field],
  async open(folder) {
    const identity = await generateX25519Identity();
    const file = path.join(folder, 'identity.txt');
    await writeFile(file, `${identity}\n`, { mode: 0o600 });
    const settings = { root: folder, identities: { file } };
    const files = AgeFiles.create({
      ...settings,
      recipients: [await identityToRecipient(identity)],
      baseDir: folder,
    });
    await files.encrypt('token.age', whole.canary.value);
    await files.encrypt(
      'staging.tfvars.age',
      `password = ${JSON.stringify(field.canary.value)}\n`,
    );
    return {
      settings,
      credentials: [{ name: 'age identity', value: identity }],
      close: async () => {},
    };
  },
};

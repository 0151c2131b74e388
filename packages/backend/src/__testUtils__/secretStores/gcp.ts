import module from '@backstage-iac/plugin-iac-backend-module-secrets-gcp';
import { GoogleCloud } from '@backstage-iac/secret-store-emulators';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { asDocument, plant, type SecretStore } from './SecretStore';
import { setProcessVariables } from '../processVariables';

const { whole, field } = plant('gcp', {
  whole: 'token',
  field: 'projects/acme/secrets/db',
});

/** Google Cloud Secret Manager. */
export const gcp: SecretStore = {
  kind: 'gcp',
  isThere: true,
  module,
  planted: [whole, field],
  async open(folder) {
    const cloud = await GoogleCloud.start();
    cloud.add('token', whole.canary.value);
    cloud.add('db', asDocument(field.canary.text));
    const file = path.join(folder, 'key.json');
    await writeFile(file, cloud.credentials, { mode: 0o600 });
    const putBack = setProcessVariables({
      GOOGLE_APPLICATION_CREDENTIALS: file,
    });
    return {
      settings: { endpoint: cloud.endpoint },
      credentials: [
        { name: 'key of Google Cloud', value: privateKeyOf(cloud.credentials) },
      ],
      close: async () => {
        putBack();
        await cloud.stop();
      },
    };
  },
};

function privateKeyOf(credentials: string): string {
  const { private_key: key }: { private_key: string } = JSON.parse(credentials);
  return key;
}

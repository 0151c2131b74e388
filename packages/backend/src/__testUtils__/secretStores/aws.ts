import {
  CreateSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { AwsEmulator } from '@backstage-iac/aws-emulator';
import module from '@backstage-iac/plugin-iac-backend-module-secrets-aws';
import { asDocument, plant, type SecretStore } from './SecretStore';
import { setProcessVariables } from '../processVariables';

const { whole, field } = plant('aws', {
  whole: 'staging/token',
  field: 'staging/db',
});

const REGION = 'eu-central-1';
const KEY = { name: 'AWS secret access key', value: 'of-the-emulator-4711' };

/** AWS Secrets Manager, where `moto_server` is installed. */
export const aws: SecretStore = {
  kind: 'aws',
  isThere: AwsEmulator.isInstalled(),
  module,
  planted: [whole, field],
  async open() {
    const putBack = setProcessVariables({
      AWS_ACCESS_KEY_ID: 'iac',
      AWS_SECRET_ACCESS_KEY: KEY.value,
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    const manager = await AwsEmulator.start();
    const settings = { region: REGION, endpoint: manager.endpoint };
    const admin = new SecretsManagerClient(settings);
    for (const [Name, SecretString] of [
      ['staging/token', whole.canary.value],
      ['staging/db', asDocument(field.canary.text)],
    ]) {
      await admin.send(new CreateSecretCommand({ Name, SecretString }));
    }
    admin.destroy();
    return {
      settings,
      credentials: [KEY],
      close: async () => {
        putBack();
        await manager.stop();
      },
    };
  },
};

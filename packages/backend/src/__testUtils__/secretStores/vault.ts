import module from '@backstage-iac/plugin-iac-backend-module-secrets-vault';
import { VaultServer } from '@backstage-iac/secret-store-emulators';
import { plant, type SecretStore } from './SecretStore';

const { whole, field } = plant('vault', {
  whole: 'team/kv/platform/whole',
  field: 'team/kv/platform/field',
  document: true,
});

const TOKEN = { name: 'Vault token', value: 'hvs.canary-of-the-login-4711' };

/** Vault, with KV version 2. */
export const vault: SecretStore = {
  kind: 'vault',
  isThere: true,
  module,
  planted: [whole, field],
  async open() {
    const server = await VaultServer.start();
    server.tokens.add(TOKEN.value);
    server.write('platform/whole', { password: whole.canary.text });
    server.write('platform/field', { password: field.canary.text });
    return {
      settings: { address: server.address, auth: { token: TOKEN.value } },
      credentials: [TOKEN],
      close: () => server.stop(),
    };
  },
};

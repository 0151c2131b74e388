import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { z } from 'zod';
import {
  createSecretSourceModule,
  defineSecretSource,
} from './defineSecretSource';
import { iacSecretSourcesExtensionPoint } from './extensionPoint';

/** A kind of source that tells what it was made with. */
const drawer = (settingsOptional: boolean) =>
  defineSecretSource({
    kind: 'drawer',
    settingsOptional,
    schema: z.strictObject({ label: z.string().default('none') }),
    create: ({ label }, { id }) => ({
      describe: async () => ({ state: 'enabled', version: `${id} ${label}` }),
      read: async () => ({ value: '' }),
    }),
  });

describe('the module of a kind of secret source', () => {
  const start = async (sources: object, settingsOptional = false) => {
    const added: string[] = [];
    const backend = await startTestBackend({
      extensionPoints: [
        [
          iacSecretSourcesExtensionPoint,
          {
            addSource: async (id, source) => {
              const { version } = await source.describe('');
              added.push(`${id}: ${version}`);
            },
          },
        ],
      ],
      features: [
        createSecretSourceModule(drawer(settingsOptional)),
        mockServices.rootConfig.factory({
          data: { iac: { secrets: { sources } } },
        }),
      ],
    });
    await backend.stop();
    return added;
  };

  it('adds a source for each entry of its kind', async () => {
    const added = await start({
      drawer: { label: 'upper' },
      lower: { type: 'drawer', label: 'lower' },
      vault: { address: 'https://vault.example.com' },
    });

    expect(added).toEqual(['drawer: drawer upper', 'lower: lower lower']);
  });

  it('adds none without settings, unless the kind needs none', async () => {
    expect(await start({})).toEqual([]);
    expect(await start({}, true)).toEqual(['drawer: drawer none']);
  });

  it('refuses settings that are wrong, naming the key', async () => {
    await expect(start({ drawer: { lable: 'upper' } })).rejects.toThrow(
      `Invalid configuration: 'iac.secrets.sources.drawer': Unrecognized key: "lable"`,
    );
  });
});

import {
  coreServices,
  createBackendModule,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { z } from 'zod';
import { findBaseDir } from '../config/findBaseDir';
import { readSecretSourceSettings } from '../config/secretSources';
import { describeProblems } from '../config/problems';
import { iacSecretSourcesExtensionPoint } from './extensionPoint';
import type { SecretSource } from './SecretSource';

/** @public */
export interface SecretSourceContext {
  /** Id under `iac.secrets.sources`. */
  id: string;
  /** Folder that relative paths start from. Absolute. */
  baseDir: string;
}

/**
 * A kind of secret source, for the portal and the command line alike.
 *
 * @public
 */
export interface SecretSourceKind {
  /** `vault`: the `type` under `iac.secrets.sources`, and the id of a source that has no other. */
  kind: string;
  /** It works without settings, by what is around the process. */
  settingsOptional: boolean;
  /**
   * @param settings - as written under `iac.secrets.sources.<id>`, without `type`
   * @throws InputError - naming the setting that is wrong
   */
  create(settings: unknown, context: SecretSourceContext): SecretSource;
}

/**
 * Defines a kind of secret source by the schema of its settings.
 *
 * @public
 */
export function defineSecretSource<Settings>(options: {
  kind: string;
  schema: z.ZodType<Settings>;
  /** @defaultValue false */
  settingsOptional?: boolean;
  create(settings: Settings, context: SecretSourceContext): SecretSource;
}): SecretSourceKind {
  const { kind, schema, settingsOptional = false } = options;
  return {
    kind,
    settingsOptional,
    create(settings, context) {
      const parsed = schema.safeParse(settings);
      if (parsed.success) return options.create(parsed.data, context);
      throw new InputError(
        `Invalid configuration: ${describeProblems(
          ['iac', 'secrets', 'sources', context.id],
          parsed.error,
        )}`,
      );
    },
  };
}

/**
 * The backend module of a kind: one source for each entry of that kind under
 * `iac.secrets.sources`.
 *
 * @public
 */
export function createSecretSourceModule(
  kind: SecretSourceKind,
): BackendFeature {
  return createBackendModule({
    pluginId: 'iac',
    moduleId: `secrets-${kind.kind}`,
    register(env) {
      env.registerInit({
        deps: {
          config: coreServices.rootConfig,
          sources: iacSecretSourcesExtensionPoint,
        },
        async init({ config, sources }) {
          const baseDir = findBaseDir();
          const all = readSecretSourceSettings(config);
          const mine = Object.entries(all).filter(
            ([, source]) => source.kind === kind.kind,
          );
          for (const [id, { settings }] of mine) {
            sources.addSource(id, kind.create(settings, { id, baseDir }));
          }
          if (kind.settingsOptional && !(kind.kind in all)) {
            const context = { id: kind.kind, baseDir };
            sources.addSource(kind.kind, kind.create({}, context));
          }
        },
      });
    },
  });
}

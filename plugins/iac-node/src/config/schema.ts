import { z } from 'zod';
import type { Json } from '@backstage-iac/engine';
import { OPERATIONS } from '@backstage-iac/plugin-iac-common';
import { cron } from './cron';
import { driftRules } from './driftRules';
import { protectionSettings } from './protectionSchema';
import { seconds } from './seconds';
import type { SecretReference } from '../secrets/SecretReference';
import { checksSchema } from './checks';

/** Becomes the name of folders, of a badge's URL and of a make variable. */
export const ENVIRONMENT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

const name = z
  .string()
  .regex(
    ENVIRONMENT_NAME,
    'must be 1 to 63 letters, digits, dots, dashes or underscores, and start with a letter or digit',
  );

const text = z.string().min(1, 'must not be empty');

const json: z.ZodType<Json> = z.json();

/** Path that stays inside the tree it is relative to. */
const innerPath = text.refine(
  path =>
    !path.startsWith('/') &&
    !path.includes('\\') &&
    !path.split('/').includes('..'),
  'must be a relative path with / that does not leave its source',
);

const variableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_-]*$/, 'is not a name of a Terraform variable');

const processVariableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'is not a name of a process variable');

const providerEnv = z.record(
  processVariableName.refine(
    variable => !variable.startsWith('TF_'),
    "is a setting of Terraform itself; use 'state', 'variables' or 'secrets'",
  ),
  z.string(),
);

const drift = z.strictObject({
  schedule: z
    .strictObject({
      cron,
    })
    .optional(),
  jitter: seconds.optional(),
  freshness: seconds.optional(),
  ignore: driftRules.optional(),
});

const state = z.strictObject({
  type: z.enum([
    'local',
    'http',
    'pg',
    's3',
    'gcs',
    'azurerm',
    'kubernetes',
    'consul',
  ]),
  config: z.record(z.string(), json).optional(),
  env: z.record(processVariableName, z.string()).optional(),
  workspace: text.optional(),
});

const tool = z.strictObject({
  binary: text.optional(),
  version: text.optional(),
});

/** Node's timers hold no more, in seconds. */
const LONGEST_TIMER = 2_147_483;

const bounded = (least: number, most: number, words: string) =>
  seconds.refine(value => value >= least && value <= most, `must be ${words}`);

const timer = bounded(1, LONGEST_TIMER, 'from 1 second to 24 days');

const limits = z.strictObject({
  plan: timer.optional(),
  apply: timer.optional(),
  silence: timer.optional(),
  forceCancelAfter: timer.optional(),
});

const access = z.strictObject({
  services: z
    .array(
      z.strictObject({
        subject: text,
        environments: z.array(text).min(1),
        operations: z.array(z.enum(OPERATIONS)).min(1).optional(),
      }),
    )
    .optional(),
  unlistedServices: z.enum(['allow', 'deny']).optional(),
});

const rotation = z.strictObject({
  maxAge: seconds.optional(),
  warnBefore: seconds.optional(),
  window: text.optional(),
  docs: z
    .url({ protocol: /^https?$/, error: 'must be an https:// address' })
    .optional(),
  enforce: z.boolean().optional(),
});

/** Id of an entry of `iac.secrets.sources`; a variable's reference has it for a key. */
const secretSourceId = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]*$/,
    'must be letters, digits, dashes or underscores, and start with a letter',
  )
  .refine(
    id => id !== 'field' && id !== 'version',
    'is a setting of references, not the id of a source',
  );

/** `{ vault: kv/platform/production, field: password }`. */
const secretReference = z
  .record(z.string(), z.union([text, z.int()]), {
    error: 'must be a reference such as { env: DB_PASSWORD }, never the value',
  })
  .transform(({ field, version, ...rest }, context): SecretReference => {
    const sources = Object.entries(rest);
    const [source, key] = sources[0] ?? [];
    const problem = problemOf({ sources: sources.length, source, key, field });
    if (problem) context.addIssue({ code: 'custom', message: problem });
    return {
      source: String(source),
      key: String(key),
      ...(field === undefined ? {} : { field: String(field) }),
      ...(version === undefined ? {} : { version: String(version) }),
    };
  });

function problemOf(reference: {
  sources: number;
  source?: string;
  key?: string | number;
  field?: string | number;
}): string | undefined {
  const { sources, source, key, field } = reference;
  if (sources !== 1 || typeof key !== 'string') {
    return "must name one source, such as { env: DB_PASSWORD } or { vault: kv/platform, field: password }, with 'field' and 'version' besides";
  }
  if (source === 'env' && !processVariableName.safeParse(key).success) {
    return `'${key}' is not a name of a process variable`;
  }
  if (field !== undefined && typeof field !== 'string') {
    return "'field' must be a dotted path or a JSON pointer";
  }
  return undefined;
}

const environmentSecrets = z.record(variableName, secretReference);

/** What else is in the settings of a source is checked by its own module. */
export const secretSourcesSchema = z.record(
  secretSourceId,
  z.looseObject({ type: text.optional() }),
);

/** What an environment may say, and what `defaults` may say for all. */
const shared = {
  tier: text.optional(),
  owner: text.optional(),
  labels: z.record(text, z.string()).optional(),
  env: providerEnv.optional(),
  terraform: tool.optional(),
  drift: drift.optional(),
  ...protectionSettings,
  limits: limits.optional(),
  group: name.optional(),
  secrets: environmentSecrets.optional(),
};

const environment = z.strictObject({
  ...shared,
  source: text.optional(),
  directory: innerPath.optional(),
  ref: text.optional(),
  title: text.optional(),
  description: text.optional(),
  state: state.optional(),
  variables: z.record(variableName, json).optional(),
  variableFiles: z.array(innerPath).optional(),
  promotesFrom: name.optional(),
  secretRotation: rotation.optional(),
});

const globs = z.union([innerPath, z.array(innerPath).min(1)]);

const source = z.strictObject({
  target: text,
  ref: text.optional(),
  submodules: z.boolean().optional(),
  environments: globs.optional(),
});

/** Length of a key for AES-256. */
export const ENCRYPTION_KEY_BYTES = 32;

const MAKE_KEY = "make one with 'openssl rand -base64 32'";

/** The bytes of a key in base64, or what is wrong with it. */
export function readEncryptionSecret(
  base64: string,
): { secret: Buffer } | { problem: string } {
  const secret = Buffer.from(base64, 'base64');
  // Node skips what is no base64; writing it again shows what was skipped.
  if (secret.toString('base64') !== base64) {
    return { problem: `is not base64; ${MAKE_KEY}` };
  }
  if (secret.length !== ENCRYPTION_KEY_BYTES) {
    return {
      problem: `is ${secret.length} bytes and must be ${ENCRYPTION_KEY_BYTES}, in base64; ${MAKE_KEY}`,
    };
  }
  return { secret };
}

const encryptionKey = z.strictObject({
  id: text.regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'must be 1 to 64 letters, digits, dots, dashes or underscores, and start with a letter or digit',
  ),
  // Its value must stand in no message.
  secret: z.string(`is missing; ${MAKE_KEY}`).transform((base64, context) => {
    const read = readEncryptionSecret(base64.trim());
    if ('secret' in read) return read.secret;
    context.addIssue({ code: 'custom', message: read.problem });
    return z.NEVER;
  }),
});

const encryption = z.strictObject({
  required: z.boolean().optional(),
  keys: z
    .array(encryptionKey)
    .superRefine((keys, context) => {
      keys.forEach(({ id }, index) => {
        if (keys.findIndex(other => other.id === id) === index) return;
        context.addIssue({
          code: 'custom',
          path: [index, 'id'],
          message: `'${id}' is there twice; every key needs an id of its own`,
        });
      });
    })
    .optional(),
});
/** Runs at a time. */
const concurrency = z.int().min(1).max(256);

/** The `iac` section of the configuration, as written. */
export const iacSchema = z.strictObject({
  home: text.optional(),
  artifacts: text.optional(),
  runOnStartup: z.boolean().optional(),
  worker: z
    .strictObject({
      concurrency: concurrency.optional(),
      lease: bounded(15, 600, 'from 15 seconds to 10 minutes').optional(),
    })
    .optional(),
  encryption: encryption.optional(),
  retention: z
    .strictObject({
      rescuedStates: seconds
        .refine(
          value => value >= 24 * 60 * 60,
          'must be a day or more: a person has to save the state first',
        )
        .optional(),
    })
    .optional(),
  groups: z.record(name, z.strictObject({ concurrency })).optional(),
  access: access.optional(),
  checks: checksSchema(seconds).optional(),
  badges: z.strictObject({ anonymous: z.boolean().optional() }).optional(),
  terraform: tool
    .extend({ cliConfigFile: text.optional(), env: providerEnv.optional() })
    .optional(),
  sources: z.record(name, source).optional(),
  secrets: z
    .strictObject({
      sources: secretSourcesSchema.optional(),
      rotation: rotation.optional(),
    })
    .optional(),
  defaults: z.strictObject(shared).optional(),
  environments: z.record(name, environment).optional(),
});

export type IacSection = z.infer<typeof iacSchema>;
export type EnvironmentSection = z.infer<typeof environment>;
export type RotationSection = z.infer<typeof rotation>;
export type SourceSection = z.infer<typeof source>;

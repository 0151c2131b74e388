import {
  StalePlanError,
  type Json,
  type SecretVariable,
} from '@backstage-iac/engine';
import type { SecretVersion } from '@backstage-iac/plugin-iac-common';
import { createHmac } from 'node:crypto';
import type { EnvironmentDefinition } from '../environments';
import { isSecretSourceError, SecretError, SecretSourceError } from './errors';
import { parseSecretJson, readField } from './secretJson';
import { describeReference, type SecretReference } from './SecretReference';
import type { SecretMetadata, SecretSource, SecretValue } from './SecretSource';

/** Hex digits of a version: enough to tell two values apart, too few to guess one. */
const VERSION_DIGITS = 12;

/** @public */
export interface SecretRegistryOptions {
  /** By the id that references name. */
  sources: ReadonlyMap<string, SecretSource>;
  /** Key of {@link readDigestKey}: turns a value without a version of its own into one. */
  digestKey: Buffer;
}

/**
 * What is known of one secret variable: its metadata, or why there is none.
 *
 * @public
 */
export interface DescribedSecret {
  /** Name of the Terraform variable. */
  variable: string;
  reference: SecretReference;
  metadata?: SecretMetadata;
  error?: SecretError;
}

type Definition = Pick<EnvironmentDefinition, 'name' | 'secrets'>;

/**
 * Reads and describes the secrets of environments. Only the references that an
 * environment's definition names are ever looked up, and a value is kept for no
 * longer than one call.
 *
 * @public
 */
export class SecretRegistry {
  readonly #sources: ReadonlyMap<string, SecretSource>;
  readonly #digestKey: Buffer;

  static create(options: SecretRegistryOptions): SecretRegistry {
    return new SecretRegistry(options);
  }

  private constructor(options: SecretRegistryOptions) {
    this.#sources = options.sources;
    this.#digestKey = options.digestKey;
  }

  /**
   * Values of all secret variables.
   *
   * @param options - `planned`: what {@link secretVersionsOf} gave for the plan that is to be applied
   * @throws SecretError - for the first variable that has no value
   * @throws StalePlanError - when a secret has another version than the plan was made with
   */
  async resolve(
    definition: Definition,
    options: { planned?: Record<string, SecretVersion> } = {},
  ): Promise<SecretVariable[]> {
    const { planned = {} } = options;
    // Two fields of one document are read at once, and so at one version.
    const reads = new Map<string, Promise<SecretValue>>();
    const read = (reference: SecretReference) => {
      const { source, key, version } = reference;
      const id = JSON.stringify([source, key, version ?? null]);
      const value =
        reads.get(id) ??
        this.#source(source).then(s => s.read(key, { version }));
      reads.set(id, value);
      return value;
    };
    const outcomes = await Promise.allSettled(
      Object.entries(definition.secrets).map(async ([name, reference]) => {
        try {
          return this.#variable(name, reference, await read(reference));
        } catch (error) {
          const before = planned[name];
          const failure = toSecretError(
            definition.name,
            name,
            reference,
            error,
          );
          if (before && isGone(failure)) throw staleAs([{ name, before }]);
          throw failure;
        }
      }),
    );
    const failed = outcomes.find(outcome => outcome.status === 'rejected');
    if (failed) throw failed.reason;
    const secrets = outcomes.flatMap(outcome =>
      outcome.status === 'fulfilled' ? [outcome.value] : [],
    );
    refuseMoved(secrets, planned);
    return secrets;
  }

  /** What the sources say of the secret variables, without reading one. */
  async describe(definition: Definition): Promise<DescribedSecret[]> {
    return Promise.all(
      Object.entries(definition.secrets).map(async ([variable, reference]) => {
        try {
          const source = await this.#source(reference.source);
          const metadata = await source.describe(reference.key);
          return { variable, reference, metadata };
        } catch (error) {
          const described = { variable, reference };
          return {
            ...described,
            error: toSecretError(definition.name, variable, reference, error),
          };
        }
      }),
    );
  }

  async #source(id: string): Promise<SecretSource> {
    const source = this.#sources.get(id);
    if (source) return source;
    throw new SecretSourceError(
      'unavailable',
      `cannot be looked up: there is no secret source '${id}'`,
      {
        nextStep: `Add its module to the backend, and its settings to 'iac.secrets.sources.${id}'.`,
      },
    );
  }

  #variable(
    name: string,
    reference: SecretReference,
    found: SecretValue,
  ): SecretVariable {
    const value = valueOf(found.value, reference.field);
    if (value === '' || value === null) {
      throw new SecretSourceError('missing', 'is empty');
    }
    return {
      name,
      value,
      source: describeReference(reference),
      version: found.version ?? this.#versionOf(reference, value),
    };
  }

  /** The same for the same value, and of no use to whoever lacks the key. */
  #versionOf({ source, key, field }: SecretReference, value: Json): string {
    const parts = ['iac secret version', source, key, value];
    return createHmac('sha256', this.#digestKey)
      .update(JSON.stringify(field === undefined ? parts : [...parts, field]))
      .digest('hex')
      .slice(0, VERSION_DIGITS);
  }
}

/**
 * What must be kept with a plan, so that its apply uses the same versions.
 *
 * @public
 */
export function secretVersionsOf(
  secrets: SecretVariable[],
): Record<string, SecretVersion> {
  return Object.fromEntries(
    secrets.map(({ name, source, version }) => [name, { source, version }]),
  );
}

function valueOf(text: string, field: string | undefined): Json {
  if (field === undefined) return text;
  const document = parseSecretJson(text);
  if (document === undefined) {
    throw new SecretSourceError(
      'missing',
      'is no JSON document, so it has no fields',
      {
        nextStep: "Remove 'field' from the secret's reference, or store JSON.",
      },
    );
  }
  return readField(document, field);
}

/** A value that came with another version is never used. */
function refuseMoved(
  secrets: SecretVariable[],
  planned: Record<string, SecretVersion>,
): void {
  const moved = secrets.flatMap(({ name, source, version }) => {
    const before = planned[name];
    return before && before.source === source && before.version !== version
      ? [{ name, before, version }]
      : [];
  });
  if (moved.length > 0) throw staleAs(moved);
}

function staleAs(
  moved: Array<{ name: string; before: SecretVersion; version?: string }>,
): StalePlanError {
  const what = moved.map(({ name, before, version }) =>
    version === undefined
      ? `${name} at version ${before.version} is gone`
      : `${name} from version ${before.version} to ${version}`,
  );
  return new StalePlanError(
    `A secret has moved since the plan: ${what.join(', ')}; plan again`,
  );
}

function isGone({ failure }: SecretError): boolean {
  return failure === 'version-gone' || failure === 'missing';
}

function toSecretError(
  environment: string,
  variable: string,
  reference: SecretReference,
  error: unknown,
): SecretError {
  return new SecretError({
    environment,
    variable,
    reference,
    // The text of an error that no source meant to give may quote anything.
    error: isSecretSourceError(error)
      ? error
      : new SecretSourceError(
          'unavailable',
          `failed with an unexpected ${
            error instanceof Error ? error.name : 'error'
          }`,
        ),
  });
}

import { SecretSourceError } from './errors';
import type {
  SecretMetadata,
  SecretReadOptions,
  SecretSource,
  SecretValue,
} from './SecretSource';

/** The process's own environment variables, as far as the list allows. */
export class ProcessVariables implements SecretSource {
  readonly #allowed: RegExp[];
  readonly #env: Record<string, string | undefined>;

  /**
   * @param options - `allow`: names, in which `*` stands for any characters
   */
  static create(options: {
    allow: string[];
    /** @defaultValue `process.env` */
    env?: Record<string, string | undefined>;
  }): ProcessVariables {
    return new ProcessVariables(
      options.allow.map(toPattern),
      options.env ?? process.env,
    );
  }

  private constructor(
    allowed: RegExp[],
    env: Record<string, string | undefined>,
  ) {
    this.#allowed = allowed;
    this.#env = env;
  }

  async describe(name: string): Promise<SecretMetadata> {
    this.#check(name);
    if (!(name in this.#env)) throw notSet(name);
    return { state: 'enabled' };
  }

  async read(name: string, options?: SecretReadOptions): Promise<SecretValue> {
    this.#check(name);
    if (options?.version !== undefined) {
      throw new SecretSourceError('version-gone', 'keeps no versions', {
        nextStep: "Remove 'version' from the secret's reference.",
      });
    }
    const value = this.#env[name];
    if (value === undefined) throw notSet(name);
    return { value };
  }

  #check(name: string): void {
    if (this.#allowed.some(pattern => pattern.test(name))) return;
    throw new SecretSourceError('denied', 'is not on the list of names', {
      nextStep: `Add '${name}' to 'iac.secrets.sources.env.allow'.`,
    });
  }
}

function toPattern(name: string): RegExp {
  const source = name
    .split('*')
    .map(part => part.replace(/[^A-Za-z0-9_]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`);
}

function notSet(name: string): SecretSourceError {
  return new SecretSourceError('missing', 'is not set', {
    nextStep: `Set the process variable '${name}' where Terraform is run from, and try again.`,
  });
}

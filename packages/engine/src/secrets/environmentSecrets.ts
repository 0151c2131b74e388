import { RunFailure } from '../errors';
import { Redactor, type SecretValue } from '../redaction';
import { maskabilityOf, type Maskability } from '../redaction/maskability';
import { readCredentials } from '../source/credentials';
import type { EngineEnvironment } from '../types';
import { textOf } from '../variables/encode';

/** Names of process variables whose value is meant to be secret; others hold regions, users, addresses. */
const CREDENTIAL = /(?:pass|secret|token|key|credential|auth)(?!.*_id$)/i;

/** A value that an environment injects. */
interface InjectedSecret extends Required<SecretValue> {
  /** Where it came from, `env:DB_PASSWORD`. */
  source: string;
  /** What a reader may call it. */
  title: string;
  /** Must be masked: the run is refused when it cannot be. */
  confidential: boolean;
}

function injectedSecrets(environment: EngineEnvironment): InjectedSecret[] {
  return [
    ...environment.secrets.map(({ name, value, source }) => ({
      name,
      value: textOf(value),
      source,
      title: `secret variable '${name}'`,
      confidential: true,
    })),
    ...Object.entries(environment.state.env).map(([name, value]) => ({
      name,
      value,
      source: "the state's settings",
      title: `credential '${name}'`,
      confidential: CREDENTIAL.test(name),
    })),
  ];
}

/** The values that must be redacted from the first byte on, with their names. */
export function secretsOf(environment: EngineEnvironment): SecretValue[] {
  return injectedSecrets(environment)
    .filter(({ value }) => isFindable(maskability(value, environment)))
    .map(({ name, value }) => ({ name, value }));
}

/**
 * A redactor that knows what an environment injects: for text about a run that
 * does not come from the engine, such as errors of stores and words of people.
 *
 * @public
 */
export function createRedactor(environment: EngineEnvironment): Redactor {
  return Redactor.create(secretsOf(environment));
}

/**
 * {@link createRedactor}, and the credentials of the environment's source, which
 * are asked for: for what people type.
 *
 * @throws what the credentials' own source throws
 * @public
 */
export async function createFullRedactor(
  environment: EngineEnvironment,
): Promise<Redactor> {
  const { secrets } = await readCredentials(environment.source);
  return createRedactor(environment).extend(secrets);
}

/**
 * Refuses values that would be seen in the log, or would destroy it.
 *
 * @returns warnings about values that are masked only where they stand as a word
 * @throws RunFailure naming the variable and where its value came from
 */
export function checkSecrets(environment: EngineEnvironment): string[] {
  const warnings: string[] = [];
  for (const secret of injectedSecrets(environment)) {
    if (!secret.confidential) continue;
    const found = maskability(secret.value, environment);
    const { title, source } = secret;
    if (!isFindable(found)) throw refusal(title, source, found);
    if (found === 'as a word') {
      warnings.push(
        `Warning: the ${title} (${source}) is short: it is masked only where it stands as a word of its own. Use a longer, random value.`,
      );
    }
  }
  return warnings;
}

function refusal(title: string, source: string, why: Maskability): RunFailure {
  const reason =
    why === 'too short'
      ? 'it is too short to be told from other text'
      : 'it is a common word, which logs cannot do without';
  return new RunFailure(
    `The ${title} (${source}) cannot be kept out of logs: ${reason}`,
    {
      nextStep:
        'Rotate it to a random value of at least 8 characters, or pass it as an ordinary variable if it is no secret.',
    },
  );
}

function maskability(value: string, { name }: EngineEnvironment): Maskability {
  return maskabilityOf(value, [name]);
}

function isFindable(found: Maskability): boolean {
  return found === 'anywhere' || found === 'as a word';
}

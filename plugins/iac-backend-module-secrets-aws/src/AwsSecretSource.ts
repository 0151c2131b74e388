import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  SecretsManagerClient,
  type DescribeSecretCommandOutput,
} from '@aws-sdk/client-secrets-manager';
import {
  SecretSourceError,
  type SecretMetadata,
  type SecretReadOptions,
  type SecretSource,
  type SecretValue,
} from '@backstage-iac/plugin-iac-node';
import { z } from 'zod';
import { toSourceError } from './awsErrors';

/** The version that a read gives. */
const CURRENT = 'AWSCURRENT';

const text = z.string().min(1, 'must not be empty');

/** `iac.secrets.sources.<id>` of AWS Secrets Manager. */
export const awsSettings = z.strictObject({
  region: text.optional(),
  profile: text.optional(),
  endpoint: z
    .url({ protocol: /^https?$/, error: 'must be https://…' })
    .optional(),
});

/** @public */
export type AwsSettings = z.infer<typeof awsSettings>;

/** AWS Secrets Manager, with the credentials that the AWS SDK finds around the process. */
class AwsSecretSource implements SecretSource {
  readonly #client: SecretsManagerClient;

  constructor({ region, profile, endpoint }: AwsSettings) {
    this.#client = new SecretsManagerClient({ region, profile, endpoint });
  }

  /** Needs `secretsmanager:DescribeSecret` and `secretsmanager:ListSecretVersionIds`. */
  async describe(ref: string): Promise<SecretMetadata> {
    const secret = await this.#send(() =>
      this.#client.send(new DescribeSecretCommand({ SecretId: ref })),
    );
    const version = currentVersion(secret);
    const rotated = await this.#rotated(ref, secret, version);
    return {
      ...(version ? { version } : {}),
      state: secret.DeletedDate ? 'deleted' : 'enabled',
      ...(rotated ? { rotated } : {}),
      ...(secret.NextRotationDate
        ? { nextRotationAt: secret.NextRotationDate.toISOString() }
        : {}),
    };
  }

  /** Needs `secretsmanager:GetSecretValue`. */
  async read(ref: string, options?: SecretReadOptions): Promise<SecretValue> {
    const wanted = options?.version;
    const { SecretString: value, VersionId: version } = await this.#send(
      () =>
        this.#client.send(
          new GetSecretValueCommand({ SecretId: ref, VersionId: wanted }),
        ),
      wanted,
    );
    if (value === undefined) {
      throw new SecretSourceError('missing', 'is binary', {
        nextStep: 'Store it as text, or as a JSON document.',
      });
    }
    return { value, ...(version ? { version } : {}) };
  }

  /**
   * A rotation by AWS dates itself. Else the value in force has a date of its
   * own, if the identity may list versions; any change of a description moves
   * what is left.
   */
  async #rotated(
    ref: string,
    secret: DescribeSecretCommandOutput,
    version: string | undefined,
  ): Promise<SecretMetadata['rotated']> {
    const { LastRotatedDate, LastChangedDate } = secret;
    if (LastRotatedDate) {
      return {
        at: LastRotatedDate.toISOString(),
        field: 'LastRotatedDate',
        confidence: 'strong',
      };
    }
    const created = version && (await this.#createdAt(ref, version));
    if (created) {
      return {
        at: created.toISOString(),
        field: 'Versions[AWSCURRENT].CreatedDate',
        confidence: 'strong',
      };
    }
    return (
      LastChangedDate && {
        at: LastChangedDate.toISOString(),
        field: 'LastChangedDate',
        confidence: 'weak',
      }
    );
  }

  async #createdAt(ref: string, version: string): Promise<Date | undefined> {
    let token: string | undefined;
    do {
      const command = new ListSecretVersionIdsCommand({
        SecretId: ref,
        NextToken: token,
      });
      const page = await this.#send(() => this.#client.send(command)).catch(
        (error: SecretSourceError) => {
          // Less is known without this right, and it is said where the date is from.
          if (error.failure === 'denied') return undefined;
          throw error;
        },
      );
      const found = page?.Versions?.find(
        ({ VersionId }) => VersionId === version,
      );
      if (found) return found.CreatedDate;
      token = page?.NextToken;
    } while (token);
    return undefined;
  }

  async #send<T>(ask: () => Promise<T>, version?: string): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw toSourceError(error, version);
    }
  }
}

function currentVersion(
  secret: DescribeSecretCommandOutput,
): string | undefined {
  const versions = Object.entries(secret.VersionIdsToStages ?? {});
  return versions.find(([, stages]) => stages.includes(CURRENT))?.[0];
}

/**
 * A source of secrets in AWS Secrets Manager. References are names or ARNs.
 *
 * @param settings - as in the configuration
 * @public
 */
export function createAwsSecretSource(
  settings: AwsSettings = {},
): SecretSource {
  return new AwsSecretSource(settings);
}

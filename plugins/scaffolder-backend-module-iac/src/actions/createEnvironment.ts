import {
  resolveSafeChildPath,
  type BackstageCredentials,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { iacEnvironmentCreatePermission } from '@backstage-iac/plugin-iac-common';
import type { DirectorySource } from '../environments/DirectorySource';
import { placeEnvironment } from '../environments/placeEnvironment';
import { examples } from './createEnvironment.examples';

export interface CreateEnvironmentActionOptions {
  permissions: PermissionsService;
  /** Directory sources by name, the only places that are written to. */
  sources: DirectorySource[];
}

/** `iac:environment:create`: a new root module in a source that is a directory. */
export function createIacEnvironmentCreateAction(
  options: CreateEnvironmentActionOptions,
) {
  return createTemplateAction({
    id: 'iac:environment:create',
    description:
      "Copies files of the workspace into a new environment of a source that is a directory on the portal's machine. Never overwrites",
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        environment: z =>
          z
            .string()
            .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
            .describe(
              'Name of the new environment: small letters, digits, dashes',
            ),
        from: z =>
          z.string().describe('Folder of the workspace whose files are copied'),
        source: z =>
          z
            .string()
            .optional()
            .describe(
              "Name of the source under 'iac.sources'. Needed when there are several directories",
            ),
      },
      output: {
        environment: z => z.string().describe('Name of the environment'),
        source: z => z.string().describe('Name of the source'),
        directory: z =>
          z.string().describe('Path of the environment in its source'),
      },
    },
    async handler(ctx) {
      const { environment, from } = ctx.input;
      const source = chooseSource(options.sources, ctx.input.source);
      await authorize(options.permissions, await ctx.getInitiatorCredentials());

      const directory = source.directoryFor(environment);
      const what = `environment '${environment}' at '${directory}' of source '${source.id}'`;
      if (ctx.isDryRun) {
        ctx.logger.info(`Would create ${what}`);
      } else {
        await ctx.checkpoint({
          key: `iac.environment.${source.id}.${environment}`,
          fn: () =>
            placeEnvironment({
              from: resolveSafeChildPath(ctx.workspacePath, from),
              to: resolveSafeChildPath(source.root, directory),
            }),
        });
        ctx.logger.info(`Created ${what}`);
      }
      ctx.output('environment', environment);
      ctx.output('source', source.id);
      ctx.output('directory', directory);
    },
  });
}

function chooseSource(
  sources: DirectorySource[],
  id: string | undefined,
): DirectorySource {
  const source = id
    ? sources.find(candidate => candidate.id === id)
    : sources.length === 1 && sources[0];
  if (source) return source;
  const known = sources.map(candidate => `'${candidate.id}'`).join(', ');
  throw new InputError(
    id
      ? `Source '${id}' is no directory with an 'environments' glob under 'iac.sources'; known are ${
          known || 'none'
        }`
      : `Say which 'source' the environment is for; known are ${
          known || 'none'
        }`,
  );
}

async function authorize(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
): Promise<void> {
  const [decision] = await permissions.authorize(
    [{ permission: iacEnvironmentCreatePermission }],
    { credentials },
  );
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `You may not create environments: permission '${iacEnvironmentCreatePermission.name}' is missing`,
    );
  }
}

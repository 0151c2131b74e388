import { parseArgs } from 'node:util';
import { drift } from './drift';
import type { DriftResult } from './drift';

const HELP = `Changes an object of a sandbox cloud the way a person in a console would, behind Terraform's back.

  sandbox-drift --cloud NAME [--directory DIR] [--type TYPE] [--object NAME|ID] [--set ATTRIBUTE=VALUE]... [--delete]

  --cloud       the cloud, which is the environment's name: staging
  --directory   the folder that holds the clouds; default: SANDBOX_HOME
  --type        only an object of this type: sandbox_database
  --object      only the object with this name or id
  --set         the change: size=large; may be repeated; default: a likely one
  --delete      delete the object instead
  --json        print the change as JSON
`;

function assignments(
  list: readonly string[] | undefined,
): Record<string, string> | undefined {
  if (!list) return undefined;
  return Object.fromEntries(
    list.map(text => {
      const at = text.indexOf('=');
      if (at < 1) throw new Error(`--set wants ATTRIBUTE=VALUE, not "${text}"`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

function sentence(result: DriftResult): string {
  const object = `${result.type} "${result.name}" (${result.id})`;
  if (result.deleted) return `Deleted ${object}.\n`;
  return result.changes
    .map(
      ({ attribute, before, after }) =>
        `Changed ${object}: ${attribute} from ${JSON.stringify(
          before,
        )} to ${JSON.stringify(after)}.\n`,
    )
    .join('');
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      cloud: { type: 'string' },
      directory: { type: 'string', default: process.env.SANDBOX_HOME },
      type: { type: 'string' },
      object: { type: 'string' },
      set: { type: 'string', multiple: true },
      delete: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const { directory, cloud } = values;
  if (!cloud) throw new Error('--cloud is missing; see --help');
  if (!directory) {
    throw new Error('--directory is missing, and SANDBOX_HOME is not set');
  }
  const result = await drift({
    directory,
    cloud,
    type: values.type,
    object: values.object,
    set: assignments(values.set),
    delete: values.delete,
  });
  process.stdout.write(
    values.json ? `${JSON.stringify(result)}\n` : sentence(result),
  );
}

main().catch((error: unknown) => {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`sandbox-drift: ${text}\n`);
  process.exitCode = 1;
});

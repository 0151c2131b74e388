import {
  READINESS_PURPOSES,
  type ReadinessPurpose,
} from '@backstage-iac/plugin-iac-common';
import { Command, Option } from 'commander';
import { listKeys, rotate } from './commands/keys';
import { writeRescuedState } from './commands/rescuedState';
import { summarize } from './commands/summarize';
import {
  EXIT_CODES_HELP,
  READINESS_EXIT_CODES_HELP,
  type ExitCode,
} from './exitCodes';
import { loadIacConfig } from './local/loadIacConfig';
import { openOperator, type OperatorOptions } from './openOperator';
import type { Operator } from './Operator';
import { addSecretsCommand } from './secrets/addSecretsCommand';
import type { Terminal } from './terminal/Terminal';
import { renderEnvironments, unknownEnvironment } from './unknownEnvironment';

const MODES_HELP = `
Where it runs:
  Without more, Terraform runs on this machine, for the environments of the
  portal's configuration. Relative paths in it start from the repository's
  root, or from IAC_BASE_DIR. With IAC_PORTAL_URL and IAC_PORTAL_TOKEN set, the
  portal runs it.`;

interface RunOptions extends OperatorOptions {
  ref?: string;
  confirm?: string;
  reason?: string;
  ticket?: string;
  for?: ReadinessPurpose;
  json?: boolean;
}

/** The `iac` command. `onExit` is told the exit code of what was asked. */
export function createProgram(
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): Command {
  const program = new Command('iac')
    .description('Plans, applies and drift-checks environments with Terraform')
    .addHelpText('after', `${EXIT_CODES_HELP}\n${MODES_HELP}`);

  const onEnvironment =
    (
      run: (
        operator: Operator,
        environment: string,
        options: RunOptions,
      ) => Promise<ExitCode>,
    ) =>
    async (environment: string | undefined, options: RunOptions) => {
      const operator = await openOperator(options, terminal);
      if (!environment) {
        throw unknownEnvironment(undefined, await operator.listEnvironments());
      }
      onExit(await run(operator, environment, options));
    };

  const plan = addEnvironmentCommand(program, 'plan')
    .description('Plan, archive the plan, and keep it to be applied')
    .option(
      '--ref <ref>',
      "branch, tag or commit instead of the environment's own",
    )
    .action(
      onEnvironment((operator, environment, { ref }) =>
        operator.plan({ environment, ref }),
      ),
    );

  plan
    .command('summarize')
    .description(
      "Summarize the output of 'terraform show -json' or 'tofu show -json'",
    )
    .argument('<file>', "plan as JSON; '-' is standard input")
    .option('--json', 'print the summary as JSON')
    .action(async (file: string, options: { json?: boolean }) =>
      summarize({ file, terminal, ...options }),
    );

  addEnvironmentCommand(program, 'apply')
    .description('Apply the newest saved plan, after confirmation')
    .option(
      '--confirm <environment>',
      "the environment's name, instead of typing it (also CONFIRM=<environment>)",
    )
    .option('--reason <text>', 'why, for those who approve on a portal')
    .option('--ticket <id>', 'ticket of the change, on a portal')
    .action(
      onEnvironment((operator, environment, options) =>
        operator.apply({
          environment,
          reason: options.reason,
          ticket: options.ticket,
          confirm: options.confirm ?? (process.env.CONFIRM || undefined),
        }),
      ),
    );

  addEnvironmentCommand(program, 'drift')
    .description('Check whether resources changed outside Terraform')
    .option(
      '--ref <ref>',
      "branch, tag or commit instead of the environment's own",
    )
    .action(
      onEnvironment((operator, environment, { ref }) =>
        operator.checkDrift({ environment, ref }),
      ),
    );

  addConfigOption(program.command('readiness'))
    .description('Show the verdict on an environment: why, and what to do next')
    .argument('[environment]', 'name; without one, the environments are listed')
    .addOption(
      new Option(
        '--for <purpose>',
        'let the exit code say whether it is ready for this alone',
      ).choices(READINESS_PURPOSES),
    )
    .option('--json', 'print it as JSON')
    .addHelpText('after', READINESS_EXIT_CODES_HELP)
    .action(
      onEnvironment((operator, environment, { for: purpose, json }) =>
        operator.showReadiness({ environment, purpose, json }),
      ),
    );

  addConfigOption(program.command('environments'))
    .description('List the environments')
    .option('--json', 'print them as JSON')
    .action(async (options: OperatorOptions & { json?: boolean }) => {
      const operator = await openOperator(options, terminal);
      const lines = await operator.listEnvironments();
      if (options.json) terminal.print(JSON.stringify(lines, undefined, 2));
      else if (lines.length > 0) terminal.print(renderEnvironments(lines));
      else
        terminal.report("No environments; add a source under 'iac.sources'\n");
    });

  addKeysCommand(program, terminal, onExit);

  addConfigOption(program.command('rescued-state'))
    .description(
      'Write the state that an apply on this machine could not save, in clear, to standard output',
    )
    .argument('<run>', 'id of the run')
    .action(async (runId: string, { config }: OperatorOptions) =>
      writeRescuedState({
        config: await loadIacConfig(config ?? []),
        terminal,
        runId,
      }),
    );
  addSecretsCommand(program, terminal, addConfigOption);

  return program;
}

function addKeysCommand(
  program: Command,
  terminal: Terminal,
  onExit: (code: ExitCode) => void,
): void {
  const keys = program
    .command('keys')
    .description(
      'Encryption keys of the saved plans and rescued states on this machine',
    );
  addConfigOption(keys.command('list'))
    .description('List the keys, and how many files need each')
    .option('--json', 'print them as JSON')
    .addHelpText(
      'after',
      `
Exit codes:
  0  every file can be opened
  1  error, or a file needs a key that is not configured`,
    )
    .action(async ({ config, json }: OperatorOptions & { json?: boolean }) =>
      onExit(
        await listKeys({
          config: await loadIacConfig(config ?? []),
          terminal,
          json,
        }),
      ),
    );
  addConfigOption(keys.command('rotate'))
    .description(
      'Wrap the key of each file with the first configured key; may be repeated, and run beside a portal',
    )
    .option('--dry-run', 'change nothing, and say how many files it would be')
    .addHelpText(
      'after',
      `
Exit codes:
  0  done, or nothing to do
  1  error, or a file needs a key that is not configured
  2  --dry-run: there are files to re-wrap`,
    )
    .action(
      async ({ config, dryRun }: OperatorOptions & { dryRun?: boolean }) =>
        onExit(
          await rotate({
            config: await loadIacConfig(config ?? []),
            terminal,
            dryRun,
          }),
        ),
    );
}

function addEnvironmentCommand(program: Command, name: string): Command {
  return addConfigOption(program.command(name))
    .argument('[environment]', 'name; without one, the environments are listed')
    .option('--verbose', "show all of Terraform's output")
    .addHelpText('after', EXIT_CODES_HELP);
}

function addConfigOption(command: Command): Command {
  return command.option(
    '--config <file>',
    'configuration file, may be repeated (default: app-config.yaml, app-config.local.yaml)',
    (file: string, files: string[] = []) => [...files, file],
  );
}

import { Command } from 'commander';
import { summarize } from './commands/summarize';
import { EXIT_CODES_HELP, type ExitCode } from './exitCodes';
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
    .action(
      onEnvironment((operator, environment, options) =>
        operator.apply({
          environment,
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

  addSecretsCommand(program, terminal, addConfigOption);

  return program;
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

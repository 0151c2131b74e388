import type { Prepared } from '../init/DataDirectories';
import { dataKey } from '../init/dataKey';
import { asList, isObject, parseJson } from '../json/narrow';
import type { Backend } from '../state/backend';
import type { Tool } from '../tool/Tools';
import {
  describeDiagnostic,
  readDiagnostic,
  readTextErrors,
  spokenLines,
  type Diagnostic,
} from './diagnostics';
import type { EngineParts } from './EngineParts';
import { failureOf } from './failures';
import type { Session } from './Session';
import type { StageOutcome } from './Stages';

/** Errors of a data directory that does not fit the code after all. */
const NEEDS_INIT =
  /Module not installed|Module source has changed|Module version requirements have changed|Backend initialization required|Inconsistent dependency lock file|Required plugins are not installed|Missing required provider/;

/** Files named in a stage's message. */
const NAMED_FILES = 5;

/** `terraform fmt -check` exits with 3 when a file needs formatting. */
const NEEDS_FORMATTING = 3;

export interface Checked {
  session: Session;
  tool: Tool;
  rootModule: string;
  backend: Backend;
}

/** Gives the run a data directory, initialising it when no other run did. */
export async function prepareData(
  options: Checked & { parts: EngineParts; fresh?: boolean },
): Promise<Prepared> {
  const { session, parts, tool, rootModule, backend } = options;
  const log = session.log('init');
  const init = async (
    dataDirectory: string,
    lockFile: 'committed' | 'none',
  ): Promise<void> => {
    const outcome = await session.ask({
      name: 'init',
      tool,
      args: [
        'init',
        '-input=false',
        '-no-color',
        ...(lockFile === 'committed' ? ['-lockfile=readonly'] : []),
      ],
      cwd: rootModule,
      dataDirectory,
      // A workspace may not exist before the first apply, and init would refuse it.
      backend: { ...backend, workspace: undefined },
    });
    const said = outcome.stdout + outcome.stderr;
    spokenLines(said).forEach(line => log.line(line));
    if (outcome.exitCode === 0) return;
    log.end();
    throw failureOf({
      what: 'Initialising failed',
      errors: await betterErrors(options, dataDirectory, said),
      otherwise: said,
      redactor: session.redactor,
    });
  };
  const place = {
    rootModule,
    privateDirectory: session.folder.dataDirectory,
    init,
  };
  const prepared = options.fresh
    ? await parts.dataDirectories.initPrivately(place)
    : await parts.dataDirectories.prepare({
        ...place,
        key: await dataKey({
          rootModule,
          sourceRoot: session.folder.source,
          override: backend.override,
          tool,
          cliConfigFile: parts.cliConfigFile,
        }),
      });
  if (prepared.reused) log.line('Already initialised: nothing has changed.');
  log.end();
  return prepared;
}

/** Errors of the code, which `validate` tells as JSON and init only as text. */
async function betterErrors(
  options: Checked,
  dataDirectory: string,
  said: string,
): Promise<Diagnostic[]> {
  const { errors } = await askValidate(options, dataDirectory);
  const real = errors.filter(({ summary }) => !NEEDS_INIT.test(summary));
  return real.length > 0 ? real : readTextErrors(said);
}

/** Says which files are not formatted; a run goes on all the same. */
export async function checkFormat(
  options: Checked,
  dataDirectory: string,
): Promise<StageOutcome> {
  const { session, tool, rootModule } = options;
  const outcome = await session.ask({
    name: 'fmt',
    tool,
    args: ['fmt', '-check', '-recursive', '-no-color'],
    cwd: rootModule,
    dataDirectory,
  });
  if (outcome.exitCode === 0) return { status: 'passed' };
  const log = session.log('fmt');
  for (const line of spokenLines(outcome.stdout + outcome.stderr)) {
    log.line(line);
  }
  log.end();
  if (outcome.exitCode !== NEEDS_FORMATTING) {
    const message = 'The formatting could not be checked, see the log';
    return { status: 'warned', message };
  }
  const files = outcome.stdout.split('\n').filter(Boolean);
  const named = files.slice(0, NAMED_FILES).join(', ');
  const more = files.length - NAMED_FILES;
  const verb = files.length === 1 ? 'file needs' : 'files need';
  return {
    status: 'warned',
    message: `${files.length} ${verb} formatting: ${named}${
      more > 0 ? ` and ${more} more` : ''
    }`,
  };
}

/**
 * Validates the code.
 *
 * @returns `stale` when the data directory does not fit and must be made anew
 * @throws RunFailure with the first error
 */
export async function validate(
  options: Checked,
  prepared: Prepared,
): Promise<StageOutcome | 'stale'> {
  const { session } = options;
  const { errors, warnings, said } = await askValidate(
    options,
    prepared.directory,
  );
  if (
    prepared.directory !== session.folder.dataDirectory &&
    errors.some(({ summary }) => NEEDS_INIT.test(summary))
  ) {
    return 'stale';
  }
  const log = session.log('validate');
  for (const diagnostic of [...errors, ...warnings]) {
    log.line(describeDiagnostic(diagnostic));
  }
  log.end();
  if (errors.length > 0 || said !== undefined) {
    throw failureOf({
      what: 'The configuration is not valid',
      errors,
      otherwise: said ?? '',
      redactor: session.redactor,
    });
  }
  if (warnings.length === 0) return { status: 'passed' };
  const count =
    warnings.length === 1 ? '1 warning' : `${warnings.length} warnings`;
  return { status: 'warned', message: `${count}: ${warnings[0].summary}` };
}

async function askValidate(
  options: Checked,
  dataDirectory: string,
): Promise<{ errors: Diagnostic[]; warnings: Diagnostic[]; said?: string }> {
  const { session, tool, rootModule } = options;
  const outcome = await session.ask({
    name: 'validate',
    tool,
    args: ['validate', '-json'],
    cwd: rootModule,
    dataDirectory,
  });
  const answer = parseJson(outcome.stdout);
  if (!isObject(answer)) {
    const said = `${outcome.stdout}${outcome.stderr}`.trim();
    return {
      errors: [],
      warnings: [],
      said: said || `validate ended with ${outcome.exitCode}`,
    };
  }
  const all = asList(answer.diagnostics)
    .map(readDiagnostic)
    .filter(diagnostic => diagnostic !== undefined);
  const errors = all.filter(({ severity }) => severity === 'error');
  const valid = answer.valid === true && outcome.exitCode === 0;
  return {
    errors,
    warnings: all.filter(({ severity }) => severity === 'warning'),
    said:
      valid || errors.length > 0
        ? undefined
        : `validate ended with ${outcome.exitCode} and without an error`,
  };
}

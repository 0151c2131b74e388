import { chmod } from 'node:fs/promises';
import {
  isChangingOperation,
  type Operation,
} from '@backstage-iac/plugin-iac-common';
import { RunFailure } from '../errors';
import { exists } from '../files/exists';
import { BoundedText } from '../process/BoundedText';
import { redactStrings } from '../redaction/redactStrings';
import { readPlannedState } from '../state/stateFile';
import type { PlanEvidence, PlanRequest } from '../types';
import { adviseOnState, adviseOnVariables } from '../variables/advice';
import { readDeclarations } from '../variables/declarations';
import { readOrigins } from '../variables/origins';
import type { Checked } from './checks';
import { onlyConditionsFail } from './conditions';
import type { EngineParts } from './EngineParts';
import { failureOf } from './failures';
import { explainHeldLock } from './heldLock';
import { lockTimeout } from './limits';
import { readPlan, type ReadPlan } from './readPlan';
import { readState } from './statePosition';
import { UiStream } from './UiStream';
import {
  ephemeralVariables,
  secretVariables,
  variableArguments,
} from './variables';

/** Exit code of `plan -detailed-exitcode` when something may change. */
const MAY_CHANGE = 2;

/** And when it failed. */
const FAILED = 1;

/** What one `terraform plan` made, before it is evidence. */
export interface MadePlan {
  exitCode: number;
  refreshOnly: boolean;
  stream: UiStream;
  read: ReadPlan;
  statePosition: PlanEvidence['statePosition'];
  planFile: string;
  variableSet: string;
  ephemeral: string[];
  variables: PlanEvidence['variables'];
  advice: PlanEvidence['advice'];
}

/**
 * One `terraform plan`, read and judged; its file is sealed when it may be applied.
 *
 * A drift check that fails only in conditions is planned again, refresh-only.
 *
 * @throws RunFailure when Terraform fails, with what it said and what to do
 * @throws RunCanceledError when the run was stopped meanwhile
 */
export async function makePlan(
  options: Checked & {
    parts: EngineParts;
    request: PlanRequest;
    dataDirectory: string;
    /** Only for a drift check. */
    refreshOnly?: boolean;
  },
): Promise<MadePlan> {
  const { session, parts, request, rootModule, tool } = options;
  const { refreshOnly = false } = options;
  const { environment } = request;
  const { planFile } = session.folder;
  const variableFiles = await variableArguments(environment, {
    rootModule,
    source: session.folder.source,
    variablesFile: session.folder.variablesFile,
  });
  const variableSet = await parts.digests.variableSet(environment, rootModule);
  const declarations = await readDeclarations(rootModule);
  const variables = await readOrigins({
    environment,
    rootModule,
    declarations,
  });
  const log = session.log('plan');
  const stream = new UiStream({
    log,
    limit: session.limits.outputBytes,
  });
  const stderr = new BoundedText(session.limits.outputBytes);
  const outcome = await session.terraform({
    name: 'plan',
    kind: 'plan',
    tool,
    args: [
      'plan',
      '-json',
      '-input=false',
      '-detailed-exitcode',
      `-out=${planFile}`,
      ...operationArguments(request.operation, lockTimeout(session.limits)),
      ...(refreshOnly ? ['-refresh-only'] : []),
      ...variableFiles,
    ],
    cwd: rootModule,
    dataDirectory: options.dataDirectory,
    backend: options.backend,
    variables: secretVariables(environment, declarations),
    onStdout: text => stream.write(text),
    onStderr: text => stderr.write(text),
    onLost: bytes => stream.lose(bytes),
  });
  stream.end();
  const said = `${stderr}`;
  if (said.trim()) log.line(said.trimEnd());
  log.end();
  session.throwIfStopped('plan', outcome);
  const worked = outcome.exitCode === 0 || outcome.exitCode === MAY_CHANGE;
  const isCheckable =
    request.operation === 'drift-check' && !refreshOnly && !worked;
  if (isCheckable && onlyConditionsFail(stream.errors)) {
    const made = await makePlan({ ...options, refreshOnly: true });
    return { ...made, exitCode: FAILED };
  }
  if (!worked || stream.errors.length > 0) {
    const held = await explainHeldLock(options, stream.errors);
    if (held) throw held;
    throw failureOf({
      what: 'Planning failed',
      errors: stream.errors,
      otherwise: said.trim() || `it ended with exit code ${outcome.exitCode}`,
      redactor: session.redactor,
    });
  }
  if (!(await exists(planFile))) {
    throw new RunFailure(
      `${tool.binary} ended in order, but wrote no plan file`,
      { nextStep: 'Check that it is Terraform or OpenTofu, and its version.' },
    );
  }
  await chmod(planFile, 0o600);
  const [state, planFileDigest] = await Promise.all([
    readPlannedState(planFile).then(found => found ?? readState(options)),
    parts.digests.file(planFile),
  ]);
  const read = await readPlan({
    ...options,
    noteworthy: stream.noteworthy || outcome.exitCode === MAY_CHANGE,
    instances: state.instances,
  });
  // Any other plan has served its purpose: nobody may apply it.
  if (isChangingOperation(request.operation)) {
    await session.folder.sealPlan(environment.name);
  }
  return {
    exitCode: outcome.exitCode === MAY_CHANGE ? MAY_CHANGE : 0,
    refreshOnly,
    stream,
    read,
    statePosition: state.position,
    planFile: planFileDigest,
    variableSet,
    ephemeral: ephemeralVariables(read.raw, environment),
    variables: redactStrings(variables, read.redactor),
    advice: redactStrings(
      [
        ...adviseOnVariables({
          declarations,
          origins: variables,
          secrets: environment.secrets,
        }),
        ...adviseOnState(read.raw, read.redactor),
      ],
      read.redactor,
    ),
  };
}

function operationArguments(operation: Operation, wait: string): string[] {
  switch (operation) {
    case 'destroy':
      return ['-destroy', wait];
    case 'refresh-only':
      return ['-refresh-only', wait];
    case 'drift-check':
      // No state is written, and a check may not keep an apply waiting.
      return ['-lock=false'];
    default:
      return [wait];
  }
}

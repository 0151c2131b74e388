import { rm } from 'node:fs/promises';
import type { StatePosition } from '@backstage-iac/plugin-iac-common';
import { messageOf } from '../files/nodeErrors';
import {
  OutcomeUnknownError,
  RunCanceledError,
  RunFailure,
  StalePlanError,
} from '../errors';
import { sameDigest } from '../digest/Digests';
import type { CommandOutcome } from '../process/runCommand';
import { defineBackend } from '../state/backend';
import { samePosition } from '../state/stateFile';
import type { ApplyEvidence, ApplyRequest } from '../types';
import type { PlanRecord } from '../workingCopy/RunFolder';
import type { Checked } from './checks';
import type { EngineParts } from './EngineParts';
import { failureOf } from './failures';
import { Session } from './Session';
import { readState } from './statePosition';
import { UiStream } from './UiStream';
import { valuesOf } from './variables';
import { findRootModule } from './workingCopy';

/** Resources named in a message. */
const NAMED_RESOURCES = 10;

interface ApplyOptions extends Checked {
  parts: EngineParts;
  request: ApplyRequest;
  record: PlanRecord;
  dataDirectory: string;
}

/** Applies the saved plan of a run, exactly as it was approved. */
export async function apply(
  parts: EngineParts,
  request: ApplyRequest,
): Promise<ApplyEvidence> {
  return Session.use({ parts, request, stages: ['apply'] }, async session => {
    const done = await session.stages.run('apply', async () => {
      session.throwIfCanceled();
      try {
        return await applyPlan(await verify(session, parts, request));
      } finally {
        // Its sealed form stays, until the run is discarded.
        await rm(session.folder.planFile, { force: true });
      }
    });
    return {
      ...done,
      tripwire: session.tripwire,
      stages: session.stages.list(),
    };
  });
}

/**
 * Checks that nothing has moved since the plan.
 *
 * @throws StalePlanError naming what has
 */
async function verify(
  session: Session,
  parts: EngineParts,
  request: ApplyRequest,
): Promise<ApplyOptions> {
  const { environment, expected } = request;
  const { folder } = session;
  const { digests } = parts;
  const record = await folder.readRecord();
  if (record.environment !== environment.name) {
    throw new StalePlanError(
      `The saved plan is one of '${record.environment}', not of '${environment.name}'`,
    );
  }
  if (record.commit !== expected.commit) {
    throw new StalePlanError(
      `The plan was made at commit ${record.commit}, but ${expected.commit} was approved`,
    );
  }
  await parts.vault.open(folder.planFile).catch(() => {
    throw new StalePlanError(
      'The saved plan file is not the one that was made',
    );
  });
  const planFile = await digests.file(folder.planFile);
  if (!sameDigest(planFile, expected.digests.planFile)) {
    throw new StalePlanError(
      'The saved plan file is not the one that was made',
    );
  }
  const rootModule = await findRootModule(folder.source, environment.directory);
  const variableSet = await digests.variableSet(environment, rootModule);
  if (!sameDigest(variableSet, expected.digests.variableSet)) {
    throw new StalePlanError(
      'A variable, a variable file or the version of a secret has changed since the plan',
    );
  }
  const approval = digests.approval({
    planFile,
    variableSet,
    commit: expected.commit,
    statePosition: expected.statePosition,
  });
  if (!sameDigest(approval, expected.digests.approval)) {
    throw new StalePlanError('The approval is not one of this plan');
  }
  const tool = await parts.tools.find(environment.tool);
  if (tool.version !== record.toolVersion) {
    throw new StalePlanError(
      `The plan was made by version ${record.toolVersion}, but ${tool.binary} is ${tool.version} now`,
    );
  }
  const { product, version } = tool;
  session.emit({ type: 'tool', tool: { product, version } });
  const backend = await defineBackend({
    environment: environment.name,
    state: environment.state,
    home: parts.home,
  });
  const { dataDirectory } = record;
  const checked = { session, tool, rootModule, backend, dataDirectory };
  const { position } = await readState(checked);
  if (!samePosition(position, expected.statePosition)) {
    throw new StalePlanError(
      `The state was changed since the plan: it was ${describePosition(
        expected.statePosition,
      )} and is ${describePosition(position)}`,
    );
  }
  return { ...checked, parts, request, record };
}

async function applyPlan(
  options: ApplyOptions,
): Promise<Omit<ApplyEvidence, 'stages' | 'tripwire'>> {
  const { session, request } = options;
  const log = session.log('apply');
  const stream = new UiStream({
    log,
    limit: session.limits.outputBytes,
  });
  const stderr: string[] = [];
  const outcome = await session.terraform({
    name: 'apply',
    tool: options.tool,
    args: [
      'apply',
      '-json',
      '-input=false',
      '-lock-timeout=60s',
      session.folder.planFile,
    ],
    cwd: options.rootModule,
    dataDirectory: options.dataDirectory,
    backend: options.backend,
    variables: valuesOf(options.record.ephemeral, request.environment),
    onStdout: text => stream.write(text),
    onStderr: text => stderr.push(text),
  });
  stream.end();
  const said = stderr.join('');
  if (said.trim()) log.line(said.trimEnd());
  log.end();
  if (outcome.exitCode !== 0) {
    throw await explainFailure(options, { outcome, stream, said });
  }
  return {
    applied: stream.applied ?? { add: 0, change: 0, remove: 0 },
    statePosition: await positionAfter(options),
    applyLog: log.text(),
  };
}

async function explainFailure(
  options: ApplyOptions,
  failed: { outcome: CommandOutcome; stream: UiStream; said: string },
): Promise<RunFailure> {
  const { session, rootModule } = options;
  const { outcome, stream } = failed;
  const rescued = await session.folder.rescueState(rootModule);
  const facts = [describeProgress(stream)];
  if (rescued) {
    facts.push(`The new state could not be saved; it was kept in ${rescued}`);
  }
  const also = facts.join('. ');
  const nextStep = rescued
    ? `Save the state with 'state push ${rescued}' before anything else, then plan again.`
    : undefined;
  if (outcome.exitCode === undefined) {
    return new OutcomeUnknownError(
      session.redactor.redact(
        `Applying was ended by ${outcome.killedBy}, so nobody knows what was done. ${also}`,
      ),
    );
  }
  if (outcome.interruptedBy === 'abort') {
    return new RunCanceledError(
      session.redactor.redact(`The apply was canceled. ${also}`),
    );
  }
  const what =
    outcome.interruptedBy === 'timeout'
      ? `Applying was stopped after ${session.describeTimeout()}`
      : 'Applying failed';
  return failureOf({
    what,
    errors: stream.errors,
    otherwise: failed.said,
    redactor: session.redactor,
    also,
    nextStep,
  });
}

function describeProgress(stream: UiStream): string {
  const { done, begun } = stream;
  const applied =
    done.length === 0
      ? 'No resource was applied'
      : `Applied before: ${enumerate(done)}`;
  return begun.size === 0
    ? applied
    : `${applied}. Not finished: ${enumerate([...begun])}`;
}

function enumerate(addresses: string[]): string {
  const named = addresses.slice(0, NAMED_RESOURCES).join(', ');
  const more = addresses.length - NAMED_RESOURCES;
  return more > 0 ? `${named} and ${more} more` : named;
}

/** What was applied stays applied, even when the state cannot be read afterwards. */
async function positionAfter(options: ApplyOptions): Promise<StatePosition> {
  try {
    return (await readState(options)).position;
  } catch (error) {
    const log = options.session.log('apply');
    log.line(
      `Warning: applied, but the state could not be read afterwards: ${messageOf(
        error,
      )}`,
    );
    log.end();
    return {};
  }
}

function describePosition(position: StatePosition): string {
  if (!position.lineage) return 'empty';
  return `serial ${position.serial} of ${position.lineage}`;
}

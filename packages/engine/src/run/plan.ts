import { chmod, rm } from 'node:fs/promises';
import type { Operation } from '@backstage-iac/plugin-iac-common';
import { RecordedState } from '../drift';
import { defineBackend, writeOverride } from '../state/backend';
import { parseState, readPlannedState } from '../state/stateFile';
import type { PlanEvidence, PlanRequest } from '../types';
import { RunFolder } from '../workingCopy/RunFolder';
import { onlyConditionsFail } from './conditions';
import { checkFormat, prepareData, validate, type Checked } from './checks';
import { checkDrift, type WatchedPlan } from './driftCheck';
import type { EngineParts } from './EngineParts';
import { failureOf } from './failures';
import { providerVersions } from './providerVersions';
import { readPlan, type ReadPlan } from './readPlan';
import { Session } from './Session';
import { readState, readStateText } from './statePosition';
import { UiStream } from './UiStream';
import {
  ephemeralVariables,
  secretVariables,
  variableArguments,
} from './variables';
import { fetchSource, findRootModule, removeLeftovers } from './workingCopy';

/** Exit code of `plan -detailed-exitcode` when something may change. */
const MAY_CHANGE = 2;

/** And when it failed. */
const FAILED = 1;

/** How long a plan waits for another one to give the state's lock back. */
const LOCK_TIMEOUT = '-lock-timeout=60s';

/** Fetch, init, fmt, validate, plan, show; for a drift check twice, if need be. */
export async function plan(
  parts: EngineParts,
  request: PlanRequest,
): Promise<PlanEvidence> {
  if (request.operation !== 'drift-check') {
    return (await planOnce(parts, request)).evidence;
  }
  return checkDrift(request, {
    plan: given => planOnce(parts, given),
    discard: runId => RunFolder.of(parts.home, runId).discard(),
  });
}

async function planOnce(
  parts: EngineParts,
  request: PlanRequest,
): Promise<WatchedPlan> {
  const stages = ['fetch', 'init', 'fmt', 'validate', 'plan'] as const;
  return Session.use({ parts, request, stages: [...stages] }, session =>
    planIn(session, parts, request),
  );
}

async function planIn(
  session: Session,
  parts: EngineParts,
  request: PlanRequest,
): Promise<WatchedPlan> {
  const { environment } = request;
  const { folder } = session;
  const isDriftCheck = request.operation === 'drift-check';
  const commit = await session.stages.run('fetch', async () => {
    session.throwIfCanceled();
    await folder.prepare();
    const { ref } = request;
    const fetched = await fetchSource(session, { parts, environment, ref });
    session.emit({ type: 'commit', commit: fetched });
    return fetched;
  });

  const { checked, data } = await session.stages.run('init', async end => {
    const ready = await makeReady(session, parts, request);
    const prepared = await prepareData({ ...ready, parts });
    if (prepared.unpinned) {
      const message =
        'No .terraform.lock.hcl is committed: provider versions are not pinned';
      end({ status: 'warned', message });
    } else if (prepared.reused) {
      end({ status: 'passed', message: 'Already initialised' });
    }
    return { checked: ready, data: prepared };
  });

  const [, dataDirectory] = await settle(
    session.stages.run('fmt', async end =>
      end(await checkFormat(checked, data.directory)),
    ),
    session.stages.run('validate', async end => {
      const outcome = await validate(checked, data);
      if (outcome !== 'stale') {
        end(outcome);
        return data.directory;
      }
      const fresh = await prepareData({ ...checked, parts, fresh: true });
      const again = await validate(checked, fresh);
      if (again !== 'stale') end(again);
      return fresh.directory;
    }),
  );

  const { made, recorded, after } = await session.stages.run(
    'plan',
    async () => {
      const options = { ...checked, parts, request, dataDirectory };
      // Only a drift check proves that it changed no state.
      const read = async () => (isDriftCheck ? readStateText(options) : '');
      const text = await read();
      const planned = await makePlan(options);
      return {
        made: planned,
        recorded: RecordedState.parse(text),
        after: parseState(await read()).position,
      };
    },
  );
  const { statePosition, variableSet, planFile } = made;
  if (!isDriftCheck) {
    // Without it, nothing can be applied.
    await folder.writeRecord({
      environment: environment.name,
      commit: commit.commit,
      toolVersion: checked.tool.version,
      dataDirectory,
      ephemeral: made.ephemeral,
    });
  }
  const { product, version } = checked.tool;
  const { summary } = made.read;
  const approval = parts.digests.approval({
    planFile,
    variableSet,
    commit: commit.commit,
    statePosition,
  });
  const evidence: PlanEvidence = {
    commit,
    tool: { product, version },
    providers: await providerVersions(checked.rootModule),
    statePosition,
    digests: { planFile, variableSet, approval },
    summary,
    planText: made.read.planText,
    planJson: made.read.planJson,
    eventLog: made.read.redactor.redact(made.stream.eventLog()),
    stages: session.stages.list(),
  };
  const { exitCode, refreshOnly } = made;
  return { evidence, exitCode, refreshOnly, recorded, after };
}

/** Finds the tool and the root module, and ties the module to its state. */
async function makeReady(
  session: Session,
  parts: EngineParts,
  request: PlanRequest,
): Promise<Checked> {
  const { environment } = request;
  const tool = await parts.tools.find(environment.tool);
  const { product, version } = tool;
  session.emit({ type: 'tool', tool: { product, version } });
  const rootModule = await findRootModule(
    session.folder.source,
    environment.directory,
  );
  await removeLeftovers(rootModule);
  const backend = await defineBackend({
    environment: environment.name,
    state: environment.state,
    home: parts.home,
  });
  await writeOverride(rootModule, backend);
  return { session, tool, rootModule, backend };
}

interface MadePlan {
  exitCode: number;
  refreshOnly: boolean;
  stream: UiStream;
  read: ReadPlan;
  statePosition: PlanEvidence['statePosition'];
  planFile: string;
  variableSet: string;
  ephemeral: string[];
}

async function makePlan(
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
  const variableSet = await parts.digests.variableSet(environment, rootModule);
  const log = session.log('plan');
  const stream = new UiStream({
    log,
    redactor: session.redactor,
    limit: session.limits.outputBytes,
  });
  const stderr: string[] = [];
  const outcome = await session.terraform({
    name: 'plan',
    tool,
    args: [
      'plan',
      '-json',
      '-input=false',
      '-detailed-exitcode',
      `-out=${planFile}`,
      ...operationArguments(request.operation),
      ...(refreshOnly ? ['-refresh-only'] : []),
      ...(await variableArguments(environment, {
        rootModule,
        variablesFile: session.folder.variablesFile,
      })),
    ],
    cwd: rootModule,
    dataDirectory: options.dataDirectory,
    backend: options.backend,
    variables: secretVariables(environment),
    onStdout: text => stream.write(text),
    onStderr: text => stderr.push(text),
  });
  stream.end();
  const said = stderr.join('');
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
    throw failureOf({
      what: 'Planning failed',
      errors: stream.errors,
      otherwise: said,
      redactor: session.redactor,
    });
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
  // A drift check proves something and is never applied.
  if (request.operation === 'drift-check') await rm(planFile);
  else await parts.vault.seal(planFile);
  return {
    exitCode: outcome.exitCode === MAY_CHANGE ? MAY_CHANGE : 0,
    refreshOnly,
    stream,
    read,
    statePosition: state.position,
    planFile: planFileDigest,
    variableSet,
    ephemeral: ephemeralVariables(read.raw, environment),
  };
}

function operationArguments(operation: Operation): string[] {
  switch (operation) {
    case 'destroy':
      return ['-destroy', LOCK_TIMEOUT];
    case 'refresh-only':
      return ['-refresh-only', LOCK_TIMEOUT];
    case 'drift-check':
      // No state is written, and a check may not keep an apply waiting.
      return ['-lock=false'];
    default:
      return [LOCK_TIMEOUT];
  }
}

/** Waits for both, then throws what the second threw rather than the first: it says more. */
async function settle<A, B>(
  first: Promise<A>,
  second: Promise<B>,
): Promise<[A, B]> {
  const [one, other] = await Promise.allSettled([first, second]);
  if (other.status === 'rejected') throw other.reason;
  if (one.status === 'rejected') throw one.reason;
  return [one.value, other.value];
}

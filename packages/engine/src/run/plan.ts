import { chmod } from 'node:fs/promises';
import type { Operation } from '@backstage-iac/plugin-iac-common';
import { classifyDrift } from '../plan';
import { defineBackend, writeOverride } from '../state/backend';
import { readPlannedState } from '../state/stateFile';
import type { PlanEvidence, PlanRequest } from '../types';
import { adviseOnState, adviseOnVariables } from '../variables/advice';
import { readDeclarations } from '../variables/declarations';
import { readOrigins } from '../variables/origins';
import { checkFormat, prepareData, validate, type Checked } from './checks';
import type { EngineParts } from './EngineParts';
import { failureOf } from './failures';
import { HygieneRun, redactReport, withHygiene } from './HygieneRun';
import { readPlan, type ReadPlan } from './readPlan';
import { Session } from './Session';
import { readState } from './statePosition';
import { UiStream } from './UiStream';
import {
  ephemeralVariables,
  secretVariables,
  variableArguments,
} from './variables';
import { fetchSource, findRootModule, removeLeftovers } from './workingCopy';

/** Exit code of `plan -detailed-exitcode` when something may change. */
const MAY_CHANGE = 2;

/** How long a plan waits for another one to give the state's lock back. */
const LOCK_TIMEOUT = '-lock-timeout=60s';

/** Fetch, init, fmt, validate, plan, show. */
export async function plan(
  parts: EngineParts,
  request: PlanRequest,
): Promise<PlanEvidence> {
  const stages = ['fetch', 'init', 'fmt', 'validate', 'plan'] as const;
  return Session.use({ parts, request, stages: [...stages] }, async session => {
    const hygiene = new HygieneRun();
    try {
      return await planIn(session, parts, request, hygiene);
    } finally {
      hygiene.stop();
    }
  });
}

async function planIn(
  session: Session,
  parts: EngineParts,
  request: PlanRequest,
  hygiene: HygieneRun,
): Promise<PlanEvidence> {
  const { environment } = request;
  const { folder } = session;
  const { commit, repository } = await session.stages.run('fetch', async () => {
    session.throwIfCanceled();
    await folder.prepare();
    const { ref } = request;
    const fetched = await fetchSource(session, { parts, environment, ref });
    session.emit({ type: 'commit', commit: fetched.commit });
    return fetched;
  });

  const { checked, data } = await session.stages.run('init', async end => {
    const ready = await makeReady(session, parts, request);
    if (request.operation !== 'drift-check') {
      hygiene.start({
        workingCopy: folder.source,
        rootModule: ready.rootModule,
        git: repository,
        commit: commit.commit,
        variableFiles: environment.variableFiles,
      });
    }
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
        end(withHygiene(outcome, await hygiene.report()));
        return data.directory;
      }
      const fresh = await prepareData({ ...checked, parts, fresh: true });
      const again = await validate(checked, fresh);
      if (again !== 'stale') end(withHygiene(again, await hygiene.report()));
      return fresh.directory;
    }),
  );

  return session.stages
    .run('plan', () => makePlan({ ...checked, parts, request, dataDirectory }))
    .then(async made => {
      const { statePosition, variableSet, planFile } = made;
      await folder.writeRecord({
        environment: environment.name,
        commit: commit.commit,
        toolVersion: checked.tool.version,
        dataDirectory,
        ephemeral: made.ephemeral,
      });
      const { product, version } = checked.tool;
      const { summary, redactor } = made.read;
      const report = await hygiene.report();
      const approval = parts.digests.approval({
        planFile,
        variableSet,
        commit: commit.commit,
        statePosition,
      });
      return {
        commit,
        tool: { product, version },
        statePosition,
        digests: { planFile, variableSet, approval },
        summary,
        planText: made.read.planText,
        planJson: made.read.planJson,
        eventLog: made.read.redactor.redact(made.stream.eventLog()),
        variables: made.variables,
        advice: made.advice,
        ...(report ? { hygiene: redactReport(report, redactor) } : {}),
        ...(request.operation === 'drift-check'
          ? { drift: classifyDrift(summary) }
          : {}),
        stages: session.stages.list(),
      };
    });
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
  stream: UiStream;
  read: ReadPlan;
  statePosition: PlanEvidence['statePosition'];
  planFile: string;
  variableSet: string;
  ephemeral: string[];
  variables: PlanEvidence['variables'];
  advice: PlanEvidence['advice'];
}

async function makePlan(
  options: Checked & {
    parts: EngineParts;
    request: PlanRequest;
    dataDirectory: string;
  },
): Promise<MadePlan> {
  const { session, parts, request, rootModule, tool } = options;
  const { environment } = request;
  const { planFile } = session.folder;
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
      ...(await variableArguments(environment, {
        rootModule,
        variablesFile: session.folder.variablesFile,
      })),
    ],
    cwd: rootModule,
    dataDirectory: options.dataDirectory,
    backend: options.backend,
    variables: secretVariables(environment, declarations),
    onStdout: text => stream.write(text),
    onStderr: text => stderr.push(text),
  });
  stream.end();
  const said = stderr.join('');
  if (said.trim()) log.line(said.trimEnd());
  log.end();
  session.throwIfStopped('plan', outcome);
  const worked = outcome.exitCode === 0 || outcome.exitCode === MAY_CHANGE;
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
  await parts.vault.seal(planFile);
  return {
    stream,
    read,
    statePosition: state.position,
    planFile: planFileDigest,
    variableSet,
    ephemeral: ephemeralVariables(read.raw, environment),
    variables,
    advice: [
      ...adviseOnVariables({
        declarations,
        origins: variables,
        secrets: environment.secrets,
      }),
      ...adviseOnState(read.raw, read.redactor),
    ],
  };
}

function operationArguments(operation: Operation): string[] {
  switch (operation) {
    case 'destroy':
      return ['-destroy', LOCK_TIMEOUT];
    case 'refresh-only':
      return ['-refresh-only', LOCK_TIMEOUT];
    case 'drift-check':
      // Nothing is saved, and a check may not keep an apply waiting.
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

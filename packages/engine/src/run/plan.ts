import { OPERATIONS, type Operation } from '@backstage-iac/plugin-iac-common';
import { RecordedState } from '../drift';
import { RunFailure } from '../errors';
import { redactStrings } from '../redaction/redactStrings';
import { defineBackend, writeOverride } from '../state/backend';
import { parseState } from '../state/stateFile';
import type { PlanEvidence, PlanRequest } from '../types';
import { discardRun } from '../traces/discardRun';
import { checkFormat, prepareData, validate, type Checked } from './checks';
import { checkDrift, type WatchedPlan } from './driftCheck';
import type { EngineParts } from './EngineParts';
import { HygieneRun, withHygiene } from './HygieneRun';
import { makePlan } from './makePlan';
import { providerVersions } from './providerVersions';
import { Session } from './Session';
import { readStateText } from './statePosition';
import { fetchSource, findRootModule, removeLeftovers } from './workingCopy';

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
    discard: runId => discardRun(parts, runId),
  });
}

async function planOnce(
  parts: EngineParts,
  request: PlanRequest,
): Promise<WatchedPlan> {
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
): Promise<WatchedPlan> {
  const { environment } = request;
  const { folder } = session;
  const isDriftCheck = request.operation === 'drift-check';
  checkOperation(request.operation);
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
    if (!isDriftCheck) {
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

  const { made, recorded, after } = await session.stages.run(
    'plan',
    async () => {
      const options = { ...checked, parts, request, dataDirectory };
      // Only a drift check proves that it changed no state.
      const read = async () => (isDriftCheck ? readStateText(options) : '');
      const text = await read();
      const planned = await makePlan(options).finally(() =>
        folder.removeClear(),
      );
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
      directory: environment.directory,
      commit: commit.commit,
      ref: request.ref ?? environment.ref,
      toolVersion: checked.tool.version,
      dataDirectory,
      ephemeral: made.ephemeral,
    });
  }
  const { product, version } = checked.tool;
  const { summary, redactor } = made.read;
  const report = await hygiene.report();
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
    eventLog: made.stream.eventLog(redactor),
    variables: made.variables,
    advice: made.advice,
    ...(report ? { hygiene: redactStrings(report, redactor) } : {}),
    tripwire: session.tripwire,
    stages: session.stages.list(),
  };
  const { exitCode, refreshOnly } = made;
  return { evidence, exitCode, refreshOnly, recorded, after, redactor };
}

/** Finds the tool and the root module, and ties the module to its state. */
async function makeReady(
  session: Session,
  parts: EngineParts,
  request: PlanRequest,
): Promise<Checked> {
  const { environment } = request;
  const tool = await parts.tools.find(
    environment.tool,
    session.limits.commandTimeoutMs,
  );
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

/** @throws RunFailure for a word that is none, which would be planned as a change */
function checkOperation(operation: Operation): void {
  if (OPERATIONS.includes(operation)) return;
  throw new RunFailure(`${JSON.stringify(operation)} is no operation`, {
    nextStep: `Choose one of ${OPERATIONS.join(', ')}.`,
  });
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

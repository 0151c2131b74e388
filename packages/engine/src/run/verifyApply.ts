import type { StatePosition } from '@backstage-iac/plugin-iac-common';
import { StalePlanError } from '../errors';
import { sameDigest } from '../digest/Digests';
import { openSource } from '../source/openSource';
import { defineBackend } from '../state/backend';
import { samePosition } from '../state/stateFile';
import type { ApplyRequest, EngineEnvironment } from '../types';
import { UnknownKeyError } from '../vault';
import type { PlanRecord } from '../workingCopy/RunFolder';
import type { Checked } from './checks';
import type { EngineParts } from './EngineParts';
import type { Session } from './Session';
import { explainSystemError } from './systemErrors';
import { readState } from './statePosition';
import { findRootModule } from './workingCopy';

/** An apply of which all is as it was approved. */
export interface ApplyOptions extends Checked {
  parts: EngineParts;
  request: ApplyRequest;
  record: PlanRecord;
  dataDirectory: string;
  before: StatePosition;
}

/**
 * Checks that nothing has moved since the plan.
 *
 * @throws StalePlanError naming what has
 */
export async function verifyApply(
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
  await refuseMovedCommit(session, parts, {
    ...request,
    ref: request.ref ?? record.ref,
  });
  await folder.openPlan(environment.name).catch(error => {
    // The plan is good; it is the configuration that lacks something.
    if (error instanceof UnknownKeyError) throw error;
    // The trouble may be the machine's, such as a full disk, and not the plan's.
    const trouble = explainSystemError(error, folder.root);
    if (trouble) throw trouble;
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
  const tool = await parts.tools.find(
    environment.tool,
    session.limits.commandTimeoutMs,
  );
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
  return { ...checked, parts, request, record, before: position };
}

/** A ref that was planned may mean another commit by now. A full hash cannot. */
async function refuseMovedCommit(
  session: Session,
  parts: EngineParts,
  request: ApplyRequest,
): Promise<void> {
  if (request.commitMayMove) return;
  const { environment, expected, ref } = request;
  if (ref === expected.commit) return;
  const source = await openSource({
    definition: environment.source,
    home: parts.home,
    programs: parts.path,
    signal: session.signal,
    onSecrets: secrets => session.addSecrets(secrets),
  });
  const { commit } = await source.resolve(ref);
  if (commit === expected.commit) return;
  throw new StalePlanError(
    `${describeRef(environment, ref)} moved from ${
      expected.commit
    } to ${commit} since the plan`,
  );
}

function describeRef(environment: EngineEnvironment, ref?: string): string {
  if (ref) return `\`${ref}\``;
  return environment.source.type === 'git'
    ? 'The default branch'
    : 'The source directory';
}

function describePosition(position: StatePosition): string {
  if (!position.lineage) return 'empty';
  return `serial ${position.serial} of ${position.lineage}`;
}

import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { defineBackend, writeOverride } from '../state/backend';
import type { EngineEnvironment } from '../types';
import { prepareData, type Checked } from './checks';
import type { EngineParts } from './EngineParts';
import { Session } from './Session';

/** An initialised root module that holds nothing but the backend of a state. */
export interface Located extends Checked {
  dataDirectory: string;
}

export interface StateRequest {
  environment: EngineEnvironment;
  signal?: AbortSignal;
}

/**
 * Works with the state of an environment without its code, in a folder that is
 * removed afterwards.
 *
 * @throws RunFailure
 */
export async function accessState<T>(
  parts: EngineParts,
  request: StateRequest,
  work: (session: Session, locate: () => Promise<Located>) => Promise<T>,
): Promise<T> {
  const runId = `state-${randomUUID()}`;
  return Session.use(
    { parts, request: { ...request, runId }, stages: [] },
    async session => {
      try {
        return await work(session, () =>
          locate(session, parts, request.environment),
        );
      } finally {
        await session.folder.discard();
      }
    },
  );
}

/** Costs a start of Terraform, for the first time also its init. */
async function locate(
  session: Session,
  parts: EngineParts,
  environment: EngineEnvironment,
): Promise<Located> {
  await session.folder.prepare();
  const tool = await parts.tools.find(
    environment.tool,
    session.limits.commandTimeoutMs,
  );
  const backend = await defineBackend({
    environment: environment.name,
    state: environment.state,
    home: parts.home,
  });
  const rootModule = path.join(session.folder.source, 'state');
  await mkdir(rootModule);
  await writeOverride(rootModule, backend);
  const checked = { session, tool, rootModule, backend };
  const { directory } = await prepareData({ ...checked, parts });
  return { ...checked, dataDirectory: directory };
}

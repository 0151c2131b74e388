import type { StatePosition } from '@backstage-iac/plugin-iac-common';
import { messageOf } from '../files/nodeErrors';
import { BoundedText } from '../process/BoundedText';
import { outputFile, removeOutput } from '../process/runCommand';
import { TraceWriter } from '../traces/ApplyTraces';
import type { ApplyEvidence, ApplyRequest } from '../types';
import { readDeclarations } from '../variables/declarations';
import { explainApply } from './applyFailure';
import type { EngineParts } from './EngineParts';
import { lockTimeout } from './limits';
import type { RunLog } from './RunLog';
import { Session } from './Session';
import { readState } from './statePosition';
import { UiStream } from './UiStream';
import { valuesOf } from './variables';
import { verifyApply, type ApplyOptions } from './verifyApply';

/** Applies the saved plan of a run, exactly as it was approved. */
export async function apply(
  parts: EngineParts,
  request: ApplyRequest,
): Promise<ApplyEvidence> {
  return Session.use({ parts, request, stages: ['apply'] }, async session => {
    const done = await session.stages.run('apply', async () => {
      session.throwIfCanceled();
      try {
        return await applyPlan(await verifyApply(session, parts, request));
      } finally {
        // Its sealed form stays, until the run is discarded.
        await session.folder.removeClear();
      }
    });
    return {
      ...done,
      tripwire: session.tripwire,
      stages: session.stages.list(),
    };
  });
}

async function applyPlan(
  options: ApplyOptions,
): Promise<Omit<ApplyEvidence, 'stages' | 'tripwire'>> {
  const { session, request } = options;
  const declarations = await readDeclarations(options.rootModule);
  const log = session.log('apply');
  const stream = new UiStream({
    log,
    limit: session.limits.outputBytes,
  });
  const stderr = new BoundedText(session.limits.outputBytes);
  const output = session.nextOutput('apply');
  const traces = await TraceWriter.begin(session.folder.traces, {
    rootModule: options.rootModule,
    stdout: outputFile(output, 'stdout'),
    before: options.before,
  });
  try {
    const outcome = await session.terraform({
      name: 'apply',
      kind: 'apply',
      tool: options.tool,
      args: [
        'apply',
        '-json',
        '-input=false',
        lockTimeout(session.limits),
        session.folder.planFile,
      ],
      cwd: options.rootModule,
      dataDirectory: options.dataDirectory,
      backend: options.backend,
      variables: valuesOf(
        options.record.ephemeral,
        request.environment,
        declarations,
      ),
      output,
      onStdout: text => stream.write(text),
      onStderr: text => stderr.write(text),
      onLost: bytes => stream.lose(bytes),
      onStarted: pid => traces.started(pid),
      onCut: () => traces.keepProgress(stream.tracker.progress()),
    });
    stream.end();
    const { tracker } = stream;
    await traces
      .ended(tracker.progress(), tracker.applied !== undefined)
      // On a full disk the stream itself stays, and tells the same.
      .then(
        () => removeOutput(output),
        () => undefined,
      );
    const said = `${stderr}`;
    if (said.trim()) log.line(said.trimEnd());
    const failed = await explainApply(options, { outcome, stream, said });
    if (failed) throw failed;
    const applied = appliedOf(stream, log);
    const statePosition = await positionAfter(options, log);
    log.end();
    return { applied, statePosition, applyLog: log.text() };
  } finally {
    log.end();
  }
}

/** Terraform ended in order, so it did all; on a full disk its summary is lost. */
function appliedOf(stream: UiStream, log: RunLog): ApplyEvidence['applied'] {
  const { tracker } = stream;
  if (tracker.applied) return tracker.applied;
  log.line(
    'Warning: applied, but Terraform did not say how many resources it changed; they were counted from its log',
  );
  return tracker.counted();
}

/** What was applied stays applied, even when the state cannot be read afterwards. */
async function positionAfter(
  options: ApplyOptions,
  log: RunLog,
): Promise<StatePosition> {
  try {
    return (await readState({ ...options, regardless: true })).position;
  } catch (error) {
    log.line(
      `Warning: applied, but the state could not be read afterwards: ${messageOf(
        error,
      )}`,
    );
    return {};
  }
}

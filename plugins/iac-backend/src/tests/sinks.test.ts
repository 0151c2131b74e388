import { inspect } from 'node:util';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Redactor, RunFailure, type EngineEvent } from '@backstage-iac/engine';
import { safeText } from '@backstage-iac/plugin-iac-common';
import type { Response } from 'express';
import type { ArtifactStore } from '../artifacts/ArtifactStore';
import type { LogPiece } from '../database/LogStore';
import type { NewRun } from '../database/RunStore';
import type { RunPatch } from '../database/runRow';
import { sendRunText } from '../http/runText';
import { RunLogger } from '../worker/RunLogger';

const anything: string = 'printed by Terraform';

describe('a sink', () => {
  it('refuses text that was not redacted, says the compiler', () => {
    // @ts-expect-error the database: lines of a log
    const piece: LogPiece = { stage: 'plan', text: anything };
    // @ts-expect-error the database: why a run failed
    const error: RunPatch = { error: { message: anything } };
    const nextStep: RunPatch = {
      // @ts-expect-error the database: what to do about it
      error: { message: safeText`It failed`, nextStep: anything },
    };
    const stage: RunPatch = {
      // @ts-expect-error the database: what a stage says
      stages: [{ name: 'plan', status: 'failed', message: anything }],
    };
    const commit: RunPatch = {
      // @ts-expect-error the database: what an author wrote
      commit: { commit: 'a', dirty: false, message: anything },
    };
    // @ts-expect-error the database: what a person typed
    const reason: Pick<NewRun, 'reason'> = { reason: anything };
    // @ts-expect-error what a run tells those who watch it
    const event: EngineEvent = { type: 'log', stage: 'plan', text: anything };
    // @ts-expect-error files that the API serves
    const file: Parameters<ArtifactStore['write']>[2] = anything;
    // @ts-expect-error answers of the API
    const answer: Parameters<typeof sendRunText>[1] = { text: anything };
    const logger = new RunLogger({
      logger: mockServices.logger.mock(),
      redactor: () => Redactor.create([]),
    });
    // @ts-expect-error the backend's own log
    logger.warn(anything);
    // @ts-expect-error and its facts
    logger.info(safeText`A run`, { reason: anything });
    expect([
      piece,
      error,
      nextStep,
      stage,
      commit,
      reason,
      event,
      file,
      answer,
    ]).toHaveLength(9);
  });

  it('answers with nothing while there is no text', () => {
    const response = { status: jest.fn().mockReturnThis(), end: jest.fn() };
    sendRunText(response as unknown as Response, undefined);
    expect(response.status).toHaveBeenCalledWith(204);
  });

  it('logs an error without what hangs on it', () => {
    const error = jest.fn();
    const log: LoggerService = mockServices.logger.mock({ error });
    const cause = Object.assign(new Error('exit 1: hunter2-hunter2'), {
      stderr: 'hunter2-hunter2',
      env: { TF_VAR_pw: 'hunter2-hunter2' },
    });
    const failure = new RunFailure('init hunter2-hunter2', {
      cause: new AggregateError([cause], 'many hunter2-hunter2'),
    });
    new RunLogger({
      logger: log,
      redactor: () =>
        Redactor.create([{ name: 'pw', value: 'hunter2-hunter2' }]),
    }).error(safeText`A run failed`, failure);

    const [, logged] = error.mock.calls[0];
    expect(logged).toBe(failure);
    expect(logged.message).toBe('init [redacted:pw]');
    expect(logged.cause.errors[0].message).toBe('exit 1: [redacted:pw]');
    expect(inspect(logged)).not.toContain('hunter2');
  });
});

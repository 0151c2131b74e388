import { useApi } from '@backstage/frontend-plugin-api';
import { isError } from '@backstage/errors';
import type { LogChunk } from '@backstage-iac/plugin-iac-common';
import { useEffect, useReducer } from 'react';
import { iacApiRef } from '../api';

export interface LogLine {
  /** Unique within the run. */
  key: string;
  stage: string;
  /** ISO 8601, UTC. */
  at: string;
  text: string;
}

interface LogState {
  lines: LogLine[];
  isFinished: boolean;
  /** It stopped coming, and is tried again. */
  trouble?: Error;
  /** It was refused. */
  error?: Error;
}

type LogEvent =
  | { type: 'reset' }
  | { type: 'chunks'; chunks: LogChunk[] }
  | { type: 'trouble'; error?: Error }
  | { type: 'refused'; error: Error }
  | { type: 'finished' };

const EMPTY: LogState = { lines: [], isFinished: false };

/**
 * The lines of a run's log, as they come.
 *
 * @param isEnabled - a log is not read before somebody looks at it
 */
export function useRunLog(runId: string, isEnabled = true): LogState {
  const api = useApi(iacApiRef);
  const [state, dispatch] = useReducer(reduce, EMPTY);
  useEffect(() => {
    if (!isEnabled) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const send = (event: LogEvent) => {
      if (!signal.aborted) dispatch(event);
    };
    send({ type: 'reset' });
    api
      .followLog(runId, {
        signal,
        onChunks: chunks => send({ type: 'chunks', chunks }),
        onTrouble: error => send({ type: 'trouble', error }),
      })
      .then(
        () => send({ type: 'finished' }),
        error =>
          send({
            type: 'refused',
            error: isError(error) ? error : new Error(String(error)),
          }),
      );
    return () => controller.abort();
  }, [api, runId, isEnabled]);
  return state;
}

function reduce(state: LogState, event: LogEvent): LogState {
  switch (event.type) {
    case 'reset':
      return EMPTY;
    case 'chunks':
      return {
        ...state,
        trouble: undefined,
        lines: [...state.lines, ...event.chunks.flatMap(linesOf)],
      };
    case 'trouble':
      return state.trouble === event.error
        ? state
        : { ...state, trouble: event.error };
    case 'refused':
      return { ...state, error: event.error, isFinished: true };
    default:
      return { ...state, trouble: undefined, isFinished: true };
  }
}

function linesOf(chunk: LogChunk): LogLine[] {
  return chunk.text
    .replace(/\n$/, '')
    .split('\n')
    .map((text, index) => ({
      key: `${chunk.cursor}.${index}`,
      stage: chunk.stage,
      at: chunk.at,
      text,
    }));
}

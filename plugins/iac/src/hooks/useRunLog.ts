import { useApi } from '@backstage/frontend-plugin-api';
import { isError } from '@backstage/errors';
import { useEffect, useState } from 'react';
import { iacApiRef } from '../api';
import { LogBuffer, type LogLine } from './LogBuffer';

/** Lines that come within this time are shown at once. */
const GATHER_MS = 50;

interface LogState {
  /** The same array, longer, while the log is read. */
  lines: readonly LogLine[];
  isFinished: boolean;
  /** It stopped coming, and is tried again. */
  trouble?: Error;
  /** It was refused. */
  error?: Error;
}

/** The lines of a run's log, as they come. */
export function useRunLog(runId: string): LogState {
  const api = useApi(iacApiRef);
  const [state, setState] = useState<LogState>(begin);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const buffer = new LogBuffer();
    let known: LogState = { lines: buffer.lines, isFinished: false };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (changes: Partial<LogState>) => {
      if (signal.aborted) return;
      clearTimeout(timer);
      timer = undefined;
      known = { ...known, ...changes };
      setState(known);
    };
    show({});
    api
      .followLog(runId, {
        signal,
        onChunks: chunks => {
          buffer.add(chunks);
          timer ??= setTimeout(() => show({ trouble: undefined }), GATHER_MS);
        },
        onTrouble: trouble => {
          if (trouble !== known.trouble) show({ trouble });
        },
      })
      .then(
        () => show({ trouble: undefined, isFinished: true }),
        error =>
          show({
            error: isError(error) ? error : new Error(String(error)),
            isFinished: true,
          }),
      );
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [api, runId]);
  return state;
}

function begin(): LogState {
  return { lines: [], isFinished: false };
}

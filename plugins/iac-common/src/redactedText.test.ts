import { safeText, type RedactedText } from './redactedText';
import type { RunState } from './runStates';

describe('safeText', () => {
  const state: RunState = 'errored' as RunState;
  const anything: string = 'typed by a person';

  it('is the sentence as it stands', () => {
    expect(safeText`Run #${12} is '${state}'\n`).toBe("Run #12 is 'errored'\n");
  });

  it('takes redacted text as a part', () => {
    const inner: RedactedText = safeText`inner`;
    expect(safeText`outer ${inner}`).toBe('outer inner');
  });

  it('is refused by the compiler for any other text', () => {
    // @ts-expect-error a string may hold anything
    expect(safeText`It says ${anything}`).toBeDefined();
    // @ts-expect-error and so may a template of it
    expect(safeText`It says ${`x ${anything}` as const}`).toBeDefined();
    // @ts-expect-error a string is no redacted text
    const text: RedactedText = anything;
    expect(text).toBeDefined();
  });
});

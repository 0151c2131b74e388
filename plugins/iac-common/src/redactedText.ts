import type { ResolvedCommit } from './evidence';
import type { RunError } from './runs';
import type { Stage } from './runStates';

declare const redacted: unique symbol;

/**
 * Text that a redactor has seen, or that holds no value of a run by its making.
 * Whatever keeps, sends or shows the text of a run takes only this, so that the
 * compiler refuses text that was not redacted. Made by the engine's `Redactor`
 * and by {@link safeText}.
 *
 * @public
 */
export type RedactedText = string & { readonly [redacted]: true };

/**
 * A value of which all texts are redacted.
 *
 * @public
 */
export type RedactedJson<T> = T & { readonly [redacted]: true };

/** A {@link RunError} that may be stored. @public */
export interface RedactedRunError extends RunError {
  message: RedactedText;
  nextStep?: RedactedText;
}

/** A {@link Stage} that may be stored. @public */
export interface RedactedStage extends Stage {
  message?: RedactedText;
}

/** A {@link ResolvedCommit} that may be stored. @public */
export interface RedactedCommit extends ResolvedCommit {
  author?: RedactedText;
  authorEmail?: RedactedText;
  message?: RedactedText;
}

/**
 * The lines of a redacted text that consists of whole lines.
 *
 * @public
 */
export function redactedLines(text: RedactedText): RedactedText[] {
  // Every line ends with a newline, so the last piece is empty. No part of a
  // redacted text holds more than the whole.
  return text.replace(/\n$/, '').split('\n') as RedactedText[];
}

/** `never` for `string` and for patterns such as `` `run ${string}` ``. */
type Literal<T extends string> = Record<never, never> extends Record<T, unknown>
  ? never
  : T;

type Safe<T> = T extends number | RedactedText
  ? T
  : T extends string
  ? Literal<T>
  : never;

/**
 * A sentence of the code: a template whose parts are redacted texts, numbers, or
 * one of several words that the code names. The compiler refuses any other string.
 *
 * @example
 * safeText`The worker was lost in state '${run.state}', in attempt ${run.attempt}`
 *
 * @public
 */
export function safeText<
  const Parts extends ReadonlyArray<string | number | RedactedText>,
>(
  sentence: TemplateStringsArray,
  ...parts: { [Index in keyof Parts]: Safe<Parts[Index]> }
): RedactedText {
  // What stands in the source code was never a value of a run.
  return String.raw({ raw: sentence }, ...parts) as RedactedText;
}

import { withoutControls } from './controls';
import type { Scan, SecretScanner } from './SecretScanner';
import type { Redacted } from './types';
import { CONTEXT } from './words';

/** Of what was given out, enough to find its last visible characters. */
const LOOK_BACK = 512;

/**
 * Redacts text that comes in pieces, wherever it was cut: between two lines, in
 * an escape, in a control sequence. All answers together are what
 * {@link Redactor.redact} gives for the whole. Holds back no more than could be
 * a secret, and never more than a few times the longest form of one.
 *
 * @public
 */
export class RedactionStream {
  readonly #scanner: SecretScanner;
  /** Seen and not yet answered: the beginning of a secret, perhaps. */
  #pending = '';
  /** End of what is already replaced, as an index in `#pending`; -1 when nothing reaches it. */
  #covered = -1;
  /** The last visible characters before `#pending`. */
  #before = '';

  private constructor(scanner: SecretScanner) {
    this.#scanner = scanner;
  }

  /** Used by {@link Redactor}. */
  static create(scanner: SecretScanner): RedactionStream {
    return new RedactionStream(scanner);
  }

  /** Takes the next piece, and gives what is certain by now; often it is empty. */
  write(chunk: string): Redacted {
    const text = this.#pending + chunk;
    const answer = this.#release(text, this.#scan(text, false));
    if (this.#pending.length > this.#scanner.reach) this.#dropControls();
    return answer;
  }

  /** Gives the rest. The stream can be used again for another text. */
  end(): Redacted {
    const text = this.#pending;
    const rest = this.#release(text, this.#scan(text, true));
    this.#covered = -1;
    this.#before = '';
    return rest;
  }

  #scan(text: string, final: boolean): Scan {
    return this.#scanner.scan(text, {
      before: this.#before,
      covered: this.#covered,
      final,
    });
  }

  #release(text: string, { spans, cut }: Scan): Redacted {
    let answer = '';
    let position = Math.max(this.#covered, 0);
    for (const span of spans) {
      if (span.start >= cut) break;
      if (span.start > this.#covered) {
        answer += text.slice(position, span.start);
        answer += this.#scanner.replacement(span);
      }
      this.#covered = Math.max(this.#covered, span.end);
      position = this.#covered;
    }
    answer += text.slice(position, Math.max(position, cut));
    const given = text.slice(Math.max(0, cut - LOOK_BACK), cut);
    this.#before = (this.#before + withoutControls(given)).slice(-CONTEXT);
    this.#pending = text.slice(cut);
    this.#covered = this.#covered >= cut ? this.#covered - cut : -1;
    return answer as Redacted;
  }

  /** A flood of control sequences within a secret is not kept: the text is. */
  #dropControls(): void {
    const replaced = this.#pending.slice(0, Math.max(this.#covered, 0));
    if (this.#covered > 0) this.#covered = withoutControls(replaced).length;
    this.#pending = withoutControls(this.#pending);
  }
}

import type { Matcher } from './Matcher';
import { REPLACEMENT } from './replacement';
import type { Redacted } from './types';

/**
 * Redacts text that comes in pieces, wherever it was cut. All answers together
 * are what {@link Redactor.redact} gives for the whole.
 *
 * @public
 */
export class RedactionStream {
  readonly #matcher: Matcher;
  /** Seen and not yet answered: the beginning of a secret, perhaps. */
  #pending = '';
  /** End of what is already replaced, as an index in `#pending`; -1 when nothing reaches it. */
  #covered = -1;

  private constructor(matcher: Matcher) {
    this.#matcher = matcher;
  }

  /** Used by {@link Redactor}. */
  static create(matcher: Matcher): RedactionStream {
    return new RedactionStream(matcher);
  }

  /** Takes the next piece, and gives what is certain by now; often it is empty. */
  write(chunk: string): Redacted {
    const text = this.#pending + chunk;
    const { spans, open } = this.#matcher.scan(text);
    return this.#release(text, spans, text.length - open);
  }

  /** Gives the rest. The stream can be used again for another text. */
  end(): Redacted {
    const text = this.#pending;
    const { spans } = this.#matcher.scan(text);
    const rest = this.#release(text, spans, text.length);
    this.#covered = -1;
    return rest;
  }

  #release(text: string, spans: number[], cut: number): Redacted {
    let answer = '';
    let position = Math.max(this.#covered, 0);
    for (let index = 0; index < spans.length; index += 2) {
      const [start, end] = [spans[index], spans[index + 1]];
      if (start >= cut) break;
      if (start > this.#covered) {
        answer += text.slice(position, start) + REPLACEMENT;
      }
      this.#covered = Math.max(this.#covered, end);
      position = this.#covered;
    }
    answer += text.slice(position, Math.max(position, cut));
    this.#pending = text.slice(cut);
    this.#covered = this.#covered >= cut ? this.#covered - cut : -1;
    return answer as Redacted;
  }
}

import {
  asNumber,
  asObject,
  asText,
  isObject,
  parseJson,
} from '../json/narrow';
import { LineReader } from '../process/LineReader';
import type { Redacted, Redactor } from '../redaction';
import { ApplyTracker } from './ApplyTracker';
import {
  describeDiagnostic,
  readDiagnostic,
  type Diagnostic,
} from './diagnostics';
import { redactStrings } from './redactStrings';
import type { RunLog } from './RunLog';

/** More are only in the log. */
const MOST_DIAGNOSTICS = 1_000;

/** Types of events that mean a plan is worth looking at. */
const CHANGING = new Set(['planned_change', 'resource_drift']);

/**
 * Reads the event stream of `plan -json` and `apply -json`
 * (https://developer.hashicorp.com/terraform/internals/machine-readable-ui).
 */
export class UiStream {
  readonly diagnostics: Diagnostic[] = [];
  /** Of an apply. */
  readonly tracker = new ApplyTracker();
  #noteworthy = false;
  #summarised = false;
  readonly #log: RunLog;
  readonly #redactor: Redactor;
  readonly #reader = new LineReader(line => this.#line(line));
  readonly #limit: number;
  readonly #events: string[] = [];
  #bytes = 0;

  constructor(options: {
    log: RunLog;
    redactor: Redactor;
    /** Bytes of the events that are kept. */
    limit: number;
  }) {
    this.#log = options.log;
    this.#redactor = options.redactor;
    this.#limit = options.limit;
  }

  /** Something changes, drifted, or was warned of, or the stream does not say: the plan must be read. */
  get noteworthy(): boolean {
    return this.#noteworthy || !this.#summarised;
  }

  get errors(): Diagnostic[] {
    return this.diagnostics.filter(({ severity }) => severity === 'error');
  }

  write(text: string): void {
    this.#reader.write(text);
  }

  end(): void {
    this.#reader.end();
  }

  /** The events, one JSON object per line. */
  eventLog(): Redacted {
    return this.#redactor.redact(this.#events.join(''));
  }

  #line(line: string): void {
    if (!line.trim()) return;
    const event = line.startsWith('{') ? parseJson(line) : undefined;
    if (!isObject(event)) {
      // A provider that prints, or a crash.
      this.#noteworthy = true;
      this.#keep({ type: 'text', text: line });
      this.#log.line(line);
      return;
    }
    this.#keep(event);
    const diagnostic =
      event.type === 'diagnostic'
        ? readDiagnostic(event.diagnostic)
        : undefined;
    if (diagnostic) {
      this.#noteworthy = true;
      if (this.diagnostics.length < MOST_DIAGNOSTICS) {
        this.diagnostics.push(diagnostic);
      }
      this.#log.line(describeDiagnostic(diagnostic));
      return;
    }
    this.#note(event);
    const message = asText(event['@message']);
    if (message) this.#log.line(message);
  }

  #note(event: Record<string, unknown>): void {
    const type = asText(event.type) ?? '';
    if (CHANGING.has(type)) this.#noteworthy = true;
    if (type === 'outputs') {
      const outputs = Object.values(asObject(event.outputs)).map(asObject);
      if (outputs.some(({ action }) => action !== 'noop')) {
        this.#noteworthy = true;
      }
    }
    if (type === 'change_summary') this.#count(asObject(event.changes));
    this.tracker.note(event);
  }

  #count(changes: Record<string, unknown>): void {
    this.#summarised = true;
    const numbers = [
      changes.add,
      changes.change,
      changes.remove,
      changes.import,
    ];
    if (numbers.some(number => (asNumber(number) ?? 0) > 0)) {
      this.#noteworthy = true;
    }
  }

  /** Text by text, for JSON's own escapes can hide a value from the redactor. */
  #keep(event: Record<string, unknown>): void {
    if (this.#bytes > this.#limit) return;
    const line = `${JSON.stringify(redactStrings(event, this.#redactor))}\n`;
    this.#bytes += Buffer.byteLength(line);
    if (this.#bytes <= this.#limit) this.#events.push(line);
  }
}

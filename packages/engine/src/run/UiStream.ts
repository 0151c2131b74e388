import { safeText } from '@backstage-iac/plugin-iac-common';
import {
  asNumber,
  asObject,
  asText,
  isObject,
  parseJson,
} from '../json/narrow';
import { LineReader } from '../process/LineReader';
import { joinRedacted, type Redacted, type Redactor } from '../redaction';
import { redactJson } from '../redaction/redactStrings';
import { ApplyTracker } from './ApplyTracker';
import {
  describeDiagnostic,
  readDiagnostic,
  type Diagnostic,
} from './diagnostics';
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
  readonly #reader = new LineReader(line => this.#line(line));
  readonly #limit: number;
  readonly #events: object[] = [];
  #bytes = 0;
  /** Not told yet. */
  #lostBytes = 0;

  constructor(options: {
    log: RunLog;
    /** Bytes of the events that are kept. */
    limit: number;
  }) {
    this.#log = options.log;
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
    this.#tellLoss();
  }

  /** Events were thrown away unread: the log says where, for nobody could know. */
  lose(bytes: number): void {
    this.#reader.drop();
    this.#lostBytes += bytes;
  }

  /**
   * The events, one JSON object per line.
   *
   * @param redactor - knows what the plan marks as sensitive, too
   */
  eventLog(redactor: Redactor): Redacted {
    return joinRedacted(
      this.#events.flatMap(event => [
        redactJson(event, redactor),
        safeText`\n`,
      ]),
    );
  }

  #line(line: string): void {
    if (!line.trim()) return;
    this.#tellLoss();
    const bytes = Buffer.byteLength(line);
    const event = line.startsWith('{') ? parseJson(line) : undefined;
    if (!isObject(event)) {
      // A provider that prints, or a crash.
      this.#noteworthy = true;
      this.#keep({ type: 'text', text: line }, bytes);
      this.#log.line(line);
      return;
    }
    this.#keep(event, bytes);
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

  #tellLoss(): void {
    if (this.#lostBytes === 0) return;
    const [lost, limit] = [this.#lostBytes, this.#limit].map(bytes =>
      Math.ceil(bytes / 1024),
    );
    this.#lostBytes = 0;
    // A change may be among them.
    this.#noteworthy = true;
    this.#log.line(
      `… lines are missing here: Terraform printed more than ${limit} KiB, and ${lost} KiB of it faster than they could be read`,
    );
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

  #keep(event: Record<string, unknown>, bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes <= this.#limit) this.#events.push(withoutSource(event));
  }
}

/**
 * Source lines and the values of expressions are left out: a line of a variable
 * file can hold a secret that nobody injected.
 */
function withoutSource(event: Record<string, unknown>): object {
  if (!isObject(event.diagnostic)) return event;
  const { snippet: _, ...diagnostic } = event.diagnostic;
  return { ...event, diagnostic };
}

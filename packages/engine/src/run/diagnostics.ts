import { asNumber, asObject, asText, isObject } from '../json/narrow';

/** One of Terraform's errors or warnings. */
export interface Diagnostic {
  severity: 'error' | 'warning';
  summary: string;
  detail: string;
  address?: string;
  /** Relative to the root module. */
  file?: string;
  line?: number;
}

/** `  12: password = "…`, in a frame or not. */
const SOURCE_LINE = /^[│╷╵]?\s*\d+: /;

/** Reads a diagnostic of `-json` output; source text and values in it are left out. */
export function readDiagnostic(value: unknown): Diagnostic | undefined {
  if (!isObject(value)) return undefined;
  const summary = asText(value.summary);
  if (summary === undefined) return undefined;
  const range = asObject(value.range);
  return {
    severity: value.severity === 'warning' ? 'warning' : 'error',
    summary,
    detail: asText(value.detail) ?? '',
    address: asText(value.address),
    file: asText(range.filename),
    line: asNumber(asObject(range.start).line),
  };
}

/** As people read it, one or more lines. */
export function describeDiagnostic(diagnostic: Diagnostic): string {
  const kind = diagnostic.severity === 'error' ? 'Error' : 'Warning';
  const where = locationOf(diagnostic);
  const lines = [`${kind}: ${diagnostic.summary}`];
  if (where) lines.push(`  at ${where}`);
  for (const line of diagnostic.detail.split('\n')) {
    if (line.trim()) lines.push(`  ${line}`);
  }
  return lines.join('\n');
}

/** `main.tf:12`, or the address when there is no file. */
export function locationOf(diagnostic: Diagnostic): string | undefined {
  const { file, line, address } = diagnostic;
  if (!file) return address;
  return line === undefined ? file : `${file}:${line}`;
}

/**
 * The lines of commands that cannot give JSON, as they may be logged: without
 * source lines, for one of a variable file can hold a secret that nobody injected.
 */
export function spokenLines(text: string): string[] {
  return text
    .split('\n')
    .filter(line => line.trim() !== '' && !SOURCE_LINE.test(line));
}

/**
 * Reads the first error of commands that cannot give JSON, such as `init`.
 * Their form: `Error: summary`, a blank line, ` on FILE line N…:` with source
 * lines, a blank line, the detail.
 */
export function readTextErrors(text: string): Diagnostic[] {
  const plain = text.replace(/^[│╷╵] ?/gm, '');
  return plain
    .split(/^(?=(?:Error|Warning): )/m)
    .filter(block => block.startsWith('Error: '))
    .map(block => {
      const [first, ...rest] = block.split('\n');
      const place = /^\s*on (.+?) line (\d+)/m.exec(block);
      const detail = rest
        .filter(line => !/^\s*on .+ line \d+/.test(line))
        .filter(line => !SOURCE_LINE.test(line))
        .join('\n')
        .trim();
      return {
        severity: 'error',
        summary: first.slice('Error: '.length).trim(),
        detail,
        file: place?.[1],
        line: place ? Number(place[2]) : undefined,
      };
    });
}

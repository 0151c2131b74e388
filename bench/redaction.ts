import { randomBytes } from 'node:crypto';
import { Redactor } from '@backstage-iac/engine';
import { compare, median, type Comparison } from './pairs';

const MEGABYTES = 10;
const SECRETS = 200;
const ROUNDS = 7;
/** Characters that a tail of an output file hands over at a time. */
const CHUNK = 64 * 1024;
/** Lines between two that hold a secret. */
const BETWEEN_SECRETS = 500;

/** A comparison, and how much of a log passes in a second. */
export interface Throughput extends Comparison {
  megabytesPerSecond: number;
}

/**
 * A log with the secrets of a large environment: the redactor against a scan
 * that looks at each character once and does nothing with it.
 */
export async function redactionThroughput(): Promise<Throughput> {
  const secrets = Array.from({ length: SECRETS }, (_, index) => ({
    name: `secret_${index}`,
    value: `${randomBytes(18).toString('base64')}&<"${index}">`,
  }));
  const chunks = piecesOf(writeLog(secrets.map(({ value }) => value)));
  const characters = chunks.reduce((sum, { length }) => sum + length, 0);
  const redactor = Redactor.create(secrets);
  let seen = 0;
  const comparison = await compare({
    title: `redaction of ${MEGABYTES} MB, ${SECRETS} secrets`,
    rounds: ROUNDS,
    async ours() {
      const stream = redactor.stream();
      for (const chunk of chunks) seen += stream.write(chunk).length;
      seen += stream.end().length;
    },
    async bare() {
      for (const chunk of chunks) seen += plainScan(chunk);
    },
  });
  if (seen === 0) throw new Error('Nothing was scanned');
  const seconds = comparison.pairs
    .map(({ ours }) => ours)
    .sort((a, b) => a - b);
  return {
    ...comparison,
    megabytesPerSecond: characters / 1e6 / median(seconds),
  };
}

function plainScan(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length; index++) {
    sum = (sum + text.charCodeAt(index)) & 0xffff;
  }
  return sum;
}

function writeLog(values: string[]): string {
  const lines: string[] = [];
  let characters = 0;
  for (let count = 0; characters < MEGABYTES * 1e6; count += 1) {
    const line =
      count % BETWEEN_SECRETS === 0
        ? `sandbox_database.main (local-exec): connecting with ${
            values[(count / BETWEEN_SECRETS) % values.length]
          }\n`
        : `module.network.sandbox_subnet.private[${count}]: Still creating... [id=subnet-${count}, ${
            count % 600
          }s elapsed]\n`;
    lines.push(line);
    characters += line.length;
  }
  return lines.join('');
}

function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += CHUNK) {
    // Flat, as a decoder gives it, and not a view of the whole.
    pieces.push(Buffer.from(text.slice(at, at + CHUNK)).toString());
  }
  return pieces;
}

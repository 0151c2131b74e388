import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FILE = path.join(__dirname, 'results.json');

/** Writes what one measurement found beside what the others wrote. */
export function saveResults(part: Record<string, unknown>): void {
  const others = JSON.parse(readFileSync(FILE, 'utf8'));
  writeFileSync(
    FILE,
    `${JSON.stringify({ ...others, ...part }, undefined, 2)}\n`,
  );
}

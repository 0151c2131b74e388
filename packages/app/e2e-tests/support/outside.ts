import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../../../..');
/** Home of the portal of these tests; see scripts/test/portal.sh. */
const HOME = path.join(ROOT, 'test-results/portal/iac');

/** Somebody runs Terraform by hand on the state of an environment: it is written once more. */
export function writeStateBehindThePlan(environment: string): void {
  const directory = mkdtempSync(path.join(tmpdir(), 'iac-e2e-'));
  try {
    const state = path.join(HOME, 'state', `${environment}.tfstate`);
    writeFileSync(
      path.join(directory, 'main.tf'),
      `terraform {
        backend "local" { path = ${JSON.stringify(state)} }
      }
      output "written_by_hand" { value = true }
      `,
    );
    for (const args of [
      ['init', '-input=false'],
      ['apply', '-input=false', '-auto-approve', '-refresh=false'],
    ]) {
      execFileSync('terraform', args, { cwd: directory, stdio: 'inherit' });
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Somebody merges a change to the code of an environment, and nobody applies it. */
export function mergeChange(environment: string): void {
  const source = path.join(ROOT, 'test-results/portal/source');
  const file = path.join(source, 'infra/environments', environment, 'more.tf');
  writeFileSync(file, 'resource "terraform_data" "more" {}\n');
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', source, ...args], { stdio: 'inherit' });
  git('add', file);
  git(
    ...['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com'],
    ...['commit', '-qm', 'One resource more'],
  );
}

/**
 * Makes the cloud of an environment take its time for every change.
 *
 * @param delayMs - of one object, milliseconds
 * @returns makes it quick again
 */
export function slowDown(environment: string, delayMs: number): () => void {
  const file = path.join(HOME, 'cloud', `${environment}.faults.json`);
  const delay_ms = { create: delayMs, update: delayMs, delete: delayMs };
  writeFileSync(file, JSON.stringify({ delay_ms }));
  return () => rmSync(file, { force: true });
}

import { renderPlanSummary, summarizePlan } from '@backstage-iac/engine';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { UsageError } from '../errors';
import type { Terminal } from '../terminal/Terminal';

const HOW_TO =
  'Make one with: terraform plan -out=plan.tfplan && terraform show -json plan.tfplan';

/** Prints the summary of a plan's JSON, from Terraform or OpenTofu. */
export async function summarize(options: {
  /** `-` is standard input. */
  file: string;
  json?: boolean;
  terminal: Terminal;
}): Promise<void> {
  const { file, json, terminal } = options;
  const name = file === '-' ? 'standard input' : `'${file}'`;
  const summary = summarizePlan(parse(await read(file), name));
  terminal.print(
    json
      ? JSON.stringify(summary, undefined, 2)
      : renderPlanSummary(summary, { color: terminal.color }),
  );
}

async function read(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  return readFile(file, 'utf8').catch(error => {
    throw new UsageError(`Cannot read '${file}': ${error.message}`);
  });
}

function parse(content: string, name: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    const binary = content.startsWith('PK');
    throw new UsageError(
      `${name} is ${binary ? 'a saved plan, not its JSON' : 'not JSON'}`,
      { nextStep: HOW_TO },
    );
  }
}

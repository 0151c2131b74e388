import { stripVTControlCharacters } from 'node:util';
import type { PlanSummary } from '@backstage-iac/plugin-iac-common';
import { RunFailure } from '../errors';
import { parseJson } from '../json/narrow';
import {
  collectSensitiveValues,
  emptySummary,
  redactPlanJson,
  summarizePlan,
} from '../plan';
import type { Redacted, Redactor } from '../redaction';
import type { Checked } from './checks';
import { readTextErrors } from './diagnostics';
import { failureOf } from './failures';
import { redactStrings } from './redactStrings';

/** A plan as people and policies read it. */
export interface ReadPlan {
  summary: PlanSummary;
  planText: Redacted;
  planJson: Redacted;
  /** As Terraform wrote it; absent when nothing changes. */
  raw?: unknown;
  /** Knows what the plan marks as sensitive, too. */
  redactor: Redactor;
}

interface ReadPlanOptions extends Checked {
  dataDirectory: string;
  /** The event stream says that there is something to read. */
  noteworthy: boolean;
  /** Resources in the state. */
  instances: number;
}

/** Reads the saved plan; `show` costs as much as a small plan, so it runs only when there is something to see. */
export async function readPlan(options: ReadPlanOptions): Promise<ReadPlan> {
  const { session } = options;
  if (!options.noteworthy) return readEmptyPlan(options);
  const [json, text] = await Promise.all([
    show(options, ['-json']),
    show(options, ['-no-color']),
  ]);
  const raw = parseJson(json);
  const redactor = session.redactor.extend(collectSensitiveValues(raw));
  const summary = summarizePlan(raw);
  if (summary.errored) {
    throw new RunFailure('Terraform says that the plan has errors', {
      nextStep: 'Look at the log of the run.',
    });
  }
  return {
    summary: redactSummary(summary, redactor),
    planText: redactor.redact(stripVTControlCharacters(text)),
    planJson: redactPlanJson(raw, session.redactor),
    raw,
    redactor,
  };
}

function readEmptyPlan(options: ReadPlanOptions): ReadPlan {
  const { session, tool } = options;
  const summary = emptySummary({
    terraformVersion: tool.version,
    noop: options.instances,
  });
  const document = {
    format_version: summary.formatVersion,
    terraform_version: tool.version,
    resource_changes: [],
    output_changes: {},
    applyable: false,
    complete: true,
    errored: false,
  };
  const product = tool.product === 'opentofu' ? 'OpenTofu' : 'Terraform';
  return {
    summary,
    planText: session.redactor.redact(
      `No changes. Your infrastructure matches the configuration.\n\n${product} has compared your real infrastructure against your configuration\nand found no differences, so no changes are needed.\n`,
    ),
    planJson: redactPlanJson(document, session.redactor),
    redactor: session.redactor,
  };
}

async function show(
  options: ReadPlanOptions,
  flags: string[],
): Promise<string> {
  const { session, tool, rootModule, dataDirectory } = options;
  const outcome = await session.ask({
    name: 'show',
    tool,
    args: ['show', ...flags, session.folder.planFile],
    cwd: rootModule,
    dataDirectory,
    // OpenTofu and cloud backends look at the state's settings for this, too.
    backend: options.backend,
  });
  if (outcome.exitCode === 0) return outcome.stdout;
  throw failureOf({
    what: 'The plan could not be shown',
    errors: readTextErrors(outcome.stderr),
    otherwise: outcome.stderr,
    redactor: session.redactor,
  });
}

/** Values whose marks were lost, or that were injected into variables without one. */
function redactSummary(summary: PlanSummary, redactor: Redactor): PlanSummary {
  return {
    ...summary,
    changes: summary.changes.map(change => redactTexts(change, redactor)),
    drift: summary.drift.map(change => redactTexts(change, redactor)),
    outputs: summary.outputs.map(output => redactTexts(output, redactor)),
    checks: summary.checks.map(check => redactTexts(check, redactor)),
  };
}

/** Texts stay texts, so the shape is kept. */
function redactTexts<T>(value: T, redactor: Redactor): T {
  return redactStrings(value, redactor) as T;
}

import { stripVTControlCharacters } from 'node:util';
import type {
  PlanSummary,
  RedactedJson,
} from '@backstage-iac/plugin-iac-common';
import { RunFailure } from '../errors';
import { parseJson } from '../json/narrow';
import {
  collectSensitiveValues,
  emptySummary,
  redactPlanJson,
  summarizePlan,
} from '../plan';
import type { Redacted, Redactor } from '../redaction';
import { redactStrings } from '../redaction/redactStrings';
import type { Checked } from './checks';
import { readTextErrors } from './diagnostics';
import { failureOf } from './failures';

/** A plan as people and policies read it. */
export interface ReadPlan {
  summary: RedactedJson<PlanSummary>;
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
  const summary = summarizePlan(raw, redactor);
  if (summary.errored) {
    throw new RunFailure('Terraform says that the plan has errors', {
      nextStep: 'Look at the log of the run.',
    });
  }
  return {
    summary: redactSummary(summary, redactor),
    planText: redactor.redact(stripVTControlCharacters(text)),
    planJson: redactPlanJson(raw, redactor),
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
    summary: redactSummary(summary, session.redactor),
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

/**
 * Hides values whose marks were lost, or that were injected into variables
 * without one. The other members are numbers, flags and versions of the tool.
 */
function redactSummary(
  summary: PlanSummary,
  redactor: Redactor,
): RedactedJson<PlanSummary> {
  const { changes, drift, outputs, checks } = summary;
  const texts = redactStrings({ changes, drift, outputs, checks }, redactor);
  return { ...summary, ...texts };
}

import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
import type { Redactor } from '../redaction';
import { actionOf } from './actions';
import { attributeChanges } from './attributeChanges';
import { isObject, textOf, type ResourceEntry } from './PlanJson';

/** @throws RunFailure for unknown actions */
export function resourceChange(
  { address, entry, change }: ResourceEntry,
  redactor: Redactor,
): ResourceChange {
  const moduleAddress = textOf(entry.module_address);
  const previousAddress = textOf(entry.previous_address);
  const reason = textOf(entry.action_reason);
  const deposed = textOf(entry.deposed);
  const importId = importIdOf(change.importing);
  return {
    address: redactAddress(address, redactor),
    ...(moduleAddress && {
      moduleAddress: redactAddress(moduleAddress, redactor),
    }),
    type: textOf(entry.type) ?? '',
    name: textOf(entry.name) ?? '',
    mode: entry.mode === 'data' ? 'data' : 'managed',
    provider: textOf(entry.provider_name) ?? '',
    action: actionOf(change.actions, `'${redactAddress(address, redactor)}'`),
    ...(reason && { reason }),
    ...(deposed && { deposed }),
    ...(previousAddress && {
      previousAddress: redactAddress(previousAddress, redactor),
    }),
    ...(importId && { importId: redactor.redact(importId) }),
    attributes: attributeChanges(change, redactor),
  };
}

/** Whether applying does anything about it: reading does not, moving and importing do. */
export function isEffective(change: ResourceChange): boolean {
  if (change.action === 'read') return false;
  return change.action !== 'no-op' || isMove(change) || isImport(change);
}

export function isMove(change: ResourceChange): boolean {
  return change.previousAddress !== undefined;
}

export function isImport(change: ResourceChange): boolean {
  return change.importId !== undefined;
}

/**
 * Only keys between quotes come from values. Names come from the code: to mask
 * `main` in `sandbox_network.main` would hide which resource is meant.
 */
export function redactAddress(address: string, redactor: Redactor): string {
  return address.replace(
    /"((?:[^"\\]|\\.)*)"/g,
    (_, key: string) => `"${redactor.redact(key)}"`,
  );
}

function importIdOf(importing: unknown): string | undefined {
  if (!isObject(importing)) return undefined;
  // Terraform 1.12 imports by identity as well, and ids may be unknown yet.
  if (isObject(importing.identity)) return JSON.stringify(importing.identity);
  return textOf(importing.id) ?? '(known after apply)';
}

/**
 * One Terraform or OpenTofu run of one environment, start to evidence.
 *
 * @packageDocumentation
 */
export * from './errors';
export * from './types';
export type { Redacted } from './redaction/types';

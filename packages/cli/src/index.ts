/**
 * The `iac` command: plan, apply and drift checks from an operator's shell.
 *
 * @packageDocumentation
 */
export { runCli } from './runCli';

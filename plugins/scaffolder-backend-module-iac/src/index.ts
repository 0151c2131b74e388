/**
 * Scaffolder actions that plan, apply and check environments of the `iac`
 * plugin.
 *
 * @packageDocumentation
 */
export { scaffolderModuleIac as default } from './module';

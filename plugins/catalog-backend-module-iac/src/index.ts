/**
 * Environments of the `iac` plugin as entities of the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleIac as default } from './module';

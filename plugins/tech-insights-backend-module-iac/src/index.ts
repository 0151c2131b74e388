/**
 * Readiness of environments as facts of Tech Insights.
 *
 * @packageDocumentation
 */
export { techInsightsModuleIac as default } from './module';

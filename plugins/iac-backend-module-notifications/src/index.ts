/**
 * Tells the owners of environments about drift.
 *
 * @packageDocumentation
 */
export { iacModuleNotifications as default } from './module';

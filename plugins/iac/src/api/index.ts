export * from './iacApiRef';
export { PortalIacClient } from './PortalIacClient';
export { pollLog } from './pollLog';

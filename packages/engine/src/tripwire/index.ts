export { LeakError } from './LeakError';
export type { Leak } from './LeakError';
export { quarantineLeaks } from './quarantine';
export { Tripwire } from './Tripwire';

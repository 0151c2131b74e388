export { Duration } from './Duration';
export { formatAge, formatUtc } from './formatAge';
export { RelativeTime } from './RelativeTime';

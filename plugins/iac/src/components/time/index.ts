export { Countdown } from './Countdown';
export { Duration } from './Duration';
export { formatAge, formatUtc } from './formatAge';
export { formatMoment } from './formatMoment';
export { RelativeTime } from './RelativeTime';

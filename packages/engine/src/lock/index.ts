export { inspectLock } from './inspectLock';
export { describeHolder, unlock } from './unlock';

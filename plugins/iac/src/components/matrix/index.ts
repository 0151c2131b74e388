export { EnvironmentMatrix } from './EnvironmentMatrix';
export { isFailing } from './failingChecks';
export { TopFailing } from './TopFailing';

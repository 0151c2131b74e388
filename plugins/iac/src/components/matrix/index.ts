export { EnvironmentMatrix } from './EnvironmentMatrix';
export { TopFailing } from './TopFailing';

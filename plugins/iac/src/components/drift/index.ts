export { DriftPanel } from './DriftPanel';
export { DriftOfRun } from './DriftOfRun';

export type { StartableOperation } from './StartRunDialog';
export { startObstacle } from './startObstacle';
export { useStartRun, type StartRun } from './useStartRun';

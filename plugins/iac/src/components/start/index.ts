export type { StartableOperation } from './StartRunDialog';
export { useStartRun } from './useStartRun';

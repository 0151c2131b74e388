export { classifyDrift } from './classifyDrift';
export type { ObservedPlan } from './ObservedPlan';
export { RecordedState } from './RecordedState';
export { isAt } from './sameInputs';

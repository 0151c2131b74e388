export { classifyDrift } from './classifyDrift';
export { explainUnreadableRule } from './ignoreDrift';
export type { ObservedPlan } from './ObservedPlan';
export { RecordedState } from './RecordedState';
export { isAt } from './sameInputs';

export { emptySummary } from './emptySummary';
export { redactPlanJson } from './redactPlanJson';
export { renderPlanSummary } from './renderPlanSummary';
export { collectSensitiveValues } from './sensitiveValues';
export { summarizePlan } from './summarizePlan';

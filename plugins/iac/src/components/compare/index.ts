export { PlanComparison } from './PlanComparison';

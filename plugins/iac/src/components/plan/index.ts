export { ChangeList } from './ChangeList';
export { PlanView } from './PlanView';

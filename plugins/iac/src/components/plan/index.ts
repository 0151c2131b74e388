export { changeKey } from './actions';
export { ChangeList } from './ChangeList';
export { PlanView } from './PlanView';
export { ResourceList } from './ResourceList';

export { changeKey } from './actions';
export { PlanView } from './PlanView';
export { ResourceList } from './ResourceList';

export { listNames } from './listNames';
export { personName } from './personName';

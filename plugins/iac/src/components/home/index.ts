export { NeedsSomeone } from './NeedsSomeone';

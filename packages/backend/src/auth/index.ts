export { demoAuthModule as default } from './demoAuthModule';

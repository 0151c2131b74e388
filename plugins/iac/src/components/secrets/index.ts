export { SecretsPanel } from './SecretsPanel';

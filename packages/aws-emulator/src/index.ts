export { AwsEmulator } from './AwsEmulator';

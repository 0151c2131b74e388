export { HygieneFindings } from './HygieneFindings';

export { shortCommit } from './shortCommit';

export { WaitingStrip } from './WaitingStrip';

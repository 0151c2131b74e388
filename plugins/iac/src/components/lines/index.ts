export { Lines } from './Lines';
export type { TextLine } from './TextLine';

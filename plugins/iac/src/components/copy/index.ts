export { CopyButton } from './CopyButton';
export { Digest } from './Digest';

export { isMaskable } from './forms';
export { Redactor } from './Redactor';
export { RedactionStream } from './RedactionStream';
export type { Redacted } from './types';

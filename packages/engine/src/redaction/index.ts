export { joinRedacted } from './joinRedacted';
export { isMaskable } from './maskability';
export { redactError } from './redactError';
export { RedactionStream } from './RedactionStream';
export { Redactor } from './Redactor';
export { toRedactedText } from './redactStrings';
export type { Redacted, SecretValue } from './types';

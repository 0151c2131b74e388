declare const redacted: unique symbol;

/** Text that the redactor has seen. Every sink takes only this. */
export type Redacted = string & { readonly [redacted]: true };

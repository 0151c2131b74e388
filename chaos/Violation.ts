/** What must never be. */
export type ViolationKind =
  /** A resource exists twice in the cloud. */
  | 'created twice'
  /** A resource exists and is not in the state, and no report says so. */
  | 'lost'
  /** An environment, or a run, gets no further. */
  | 'stuck'
  /** A run that nothing happened to did not succeed. */
  | 'healthy run failed'
  /** The record of changes of state has a hole. */
  | 'history incomplete';

export class Violation extends Error {
  readonly kind: ViolationKind;

  constructor(kind: ViolationKind, message: string) {
    super(message);
    this.name = 'Violation';
    this.kind = kind;
  }
}

/** The version of a secret that a plan was made with; its value stays unknown. @public */
export interface SecretVersion {
  /** Source and reference, `vault:kv/platform/staging#password`. */
  source: string;
  version: string;
}

/** Where a value was given. @public */
export type VariableSource =
  | { kind: 'default' }
  /** As `TF_VAR_…` of the Terraform process alone. */
  | ({ kind: 'secret' } & SecretVersion)
  /** A variable file; its path is relative to the root module. */
  | { kind: 'file'; file: string }
  /** `variables` of the environment's definition. */
  | { kind: 'definition' };

/**
 * Which of several values of a variable was in force. Values are left out, of
 * variables that are no secrets too.
 *
 * @public
 */
export interface VariableOrigin {
  name: string;
  /** What Terraform used. */
  origin: VariableSource;
  /** Given too, and overridden; the strongest first. The default is left out. */
  overrides: VariableSource[];
  /** As declared by the root module. */
  sensitive: boolean;
  /** Kept in neither plan nor state, and given again at apply. */
  ephemeral: boolean;
}

/**
 * - `sensitive-not-ephemeral`: the plan file holds the value in clear
 * - `sensitive-in-state`: the state holds the value in clear
 * - `secret-not-sensitive`: Terraform itself would show it
 * - `secret-overridden`: the value that is in force is not the secret's
 * - `secret-undeclared`: Terraform ignores it
 *
 * @public
 */
export type VariableAdviceCode =
  | 'sensitive-not-ephemeral'
  | 'sensitive-in-state'
  | 'secret-not-sensitive'
  | 'secret-overridden'
  | 'secret-undeclared';

/** Something about secrets that could be safer. Stops no run. @public */
export interface VariableAdvice {
  code: VariableAdviceCode;
  /** One sentence. */
  message: string;
  /** File and line in the root module, a file, or an address in the state. */
  place?: string;
}

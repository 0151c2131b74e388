import type { ReadinessPurpose } from '@backstage-iac/plugin-iac-common';
import type { ExitCode } from './exitCodes';

/** One line of `iac environments`. */
export interface EnvironmentLine {
  name: string;
  tier: string;
  source: string;
  directory: string;
  state: string;
  /** Verdict of the portal; a local run knows none. */
  verdict?: string;
  /** Why it cannot run. */
  problem?: string;
}

export interface OperatorRequest {
  environment: string;
  /** Branch, tag or commit instead of the environment's own. */
  ref?: string;
}

export interface ApplyRequest {
  environment: string;
  /** The environment's name as given beforehand; asked for when absent. */
  confirm?: string;
  /** Why, and for which ticket; for a portal, where others read it. */
  reason?: string;
  ticket?: string;
}

export interface ReadinessRequest {
  environment: string;
  /** Decides the exit code; absent: the verdict over all. */
  purpose?: ReadinessPurpose;
  /** Print it as JSON. */
  json?: boolean;
}

/** Carries out the commands: on this machine, or on a portal. */
export interface Operator {
  listEnvironments(): Promise<EnvironmentLine[]>;
  plan(request: OperatorRequest): Promise<ExitCode>;
  apply(request: ApplyRequest): Promise<ExitCode>;
  checkDrift(request: OperatorRequest): Promise<ExitCode>;
  showReadiness(request: ReadinessRequest): Promise<ExitCode>;
}

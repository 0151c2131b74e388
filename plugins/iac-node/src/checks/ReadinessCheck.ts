import type {
  CheckEvidence,
  CheckGroup,
  CheckStatus,
  EnvironmentFacts,
  ReadinessPurpose,
  Remediation,
  Said,
} from '@backstage-iac/plugin-iac-common';
import type { EnvironmentDefinition } from '../environments';

/** What a check looks at. */
export interface CheckSubject {
  definition: EnvironmentDefinition;
  /** What the runs of the environment say: newest plan, apply, drift check, runs under way. */
  facts: EnvironmentFacts;
  /** The database's time. */
  now: Date;
  /** Aborted when the check takes too long. */
  signal: AbortSignal;
}

/** What a check saw. Nothing in it may hold a secret: it is stored and shown. */
export interface CheckObservation {
  status: Exclude<CheckStatus, 'error'>;
  /** One sentence of facts, without times that move: a new sentence is a new entry of the history. */
  summary: string;
  /**
   * The summary by its key in the suite's catalogue of words: `say` gives both.
   * Absent: pages show the summary as it is, in every language.
   */
  said?: Said;
  value?: string;
  saidValue?: Said;
  threshold?: string;
  saidThreshold?: Said;
  /** @defaultValue none */
  evidence?: CheckEvidence[];
  /** When it was so; ISO 8601, UTC. @defaultValue `now` */
  observedAt?: string;
  runId?: string;
  /** What to do about this, where it is not the check's `remediation`. */
  next?: Remediation;
}

/** Looks at one environment. What it throws makes the result an `error`, beside what it said before. */
export type CheckObserver = (
  subject: CheckSubject,
) => Promise<CheckObservation> | CheckObservation;

/** One check of the readiness of environments. */
export interface ReadinessCheck {
  /** Words with dots, `recovery.drill`. */
  id: string;
  group: CheckGroup;
  title: string;
  /** Which incident it prevents. */
  why: string;
  /** `iac.checks.<id>.required` has the last word. */
  required:
    | boolean
    | ((definition: Pick<EnvironmentDefinition, 'rotation'>) => boolean);
  /** What the check has a say in. */
  purposes: ReadinessPurpose[];
  /**
   * A result older than this is stale, seconds; production first of all. Absent:
   * it holds until something happens. `iac.checks.<id>.freshness` has the last
   * word.
   */
  freshnessSeconds?:
    | number
    | ((
        definition: Pick<EnvironmentDefinition, 'tier' | 'drift'>,
      ) => number | undefined);
  /** What it reads, and how to configure that. */
  needs: string;
  remediation: Remediation;
  /** What makes it look again, when it has seen nothing yet or long ago. Absent: `remediation`. */
  refresh?: Remediation;
  /** Name of the module that looks, `iac`. */
  producer: string;
  observe: CheckObserver;
}

/** What configuration says of one check. */
export interface CheckSettings {
  required?: boolean | Record<string, boolean>;
  /** Seconds. */
  freshness?: number;
  /** Why nobody is to look. Shown in the result's place. */
  disabled?: string;
}

import type { Remediation, Said } from '@backstage-iac/plugin-iac-common';
import type {
  CheckObservation,
  CheckSubject,
  ReadinessCheck,
} from '@backstage-iac/plugin-iac-node';

/** A remediation that pages can translate. */
export type SaidRemediation = Remediation & { said: Said };

/** What a check of the suite saw: never said without its key. */
export interface SaidObservation extends CheckObservation {
  said: Said;
  next?: SaidRemediation;
}

/** A check of the suite: the compiler refuses words that pages could not translate. */
export interface BuiltInCheck extends ReadinessCheck {
  remediation: SaidRemediation;
  refresh?: SaidRemediation;
  observe: (
    subject: CheckSubject,
  ) => Promise<SaidObservation> | SaidObservation;
}

import {
  READINESS_VERDICTS,
  type EnvironmentReadiness,
  type ReadinessPurpose,
  type ReadinessVerdict,
} from '@backstage-iac/plugin-iac-common';
import type { IacTranslate } from '../../hooks/useIacTranslation';
import { verdictWord } from '../verdict';
import { checkWords } from '../words';

/** What a template may say in `ui:options`. */
export interface EnvironmentPickerOptions {
  /** Only environments that are ready for this can be chosen. */
  readyFor?: ReadinessPurpose;
}

export interface EnvironmentOption {
  name: string;
  verdict: ReadinessVerdict;
  /** The verdict in words, and why it cannot be chosen. */
  description: string;
  isDisabled: boolean;
}

/** The choices: those that can be chosen first, each group by name. */
export function pickerOptions(
  t: IacTranslate,
  environments: EnvironmentReadiness[],
  options: EnvironmentPickerOptions,
): EnvironmentOption[] {
  return environments
    .map(readiness => {
      const { environment, verdict } = readiness;
      const obstacle = obstacleOf(t, readiness, options.readyFor);
      const words = [verdictWord(t, verdict), environment.title, obstacle];
      return {
        name: environment.name,
        verdict,
        description: words.filter(Boolean).join(' · '),
        isDisabled: obstacle !== undefined,
      };
    })
    .sort(
      (a, b) =>
        Number(a.isDisabled) - Number(b.isDisabled) ||
        a.name.localeCompare(b.name),
    );
}

/** Why the environment may not be chosen, if so. At risk it may go on. */
export function obstacleOf(
  t: IacTranslate,
  readiness: EnvironmentReadiness,
  purpose: ReadinessPurpose | undefined,
): string | undefined {
  if (!purpose || isEnough(readiness.readyFor[purpose])) return undefined;
  const reason = readiness.reasons.find(
    ({ purposes, verdict }) => purposes.includes(purpose) && !isEnough(verdict),
  );
  return t('picker.notReady', {
    purpose: t(`picker.${purpose}`),
    reason: reason
      ? checkWords(t).message(reason)
      : verdictWord(t, readiness.readyFor[purpose]),
  });
}

function isEnough(verdict: ReadinessVerdict): boolean {
  return (
    READINESS_VERDICTS.indexOf(verdict) >= READINESS_VERDICTS.indexOf('AT_RISK')
  );
}

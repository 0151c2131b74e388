import {
  flattenSaid,
  inEnglish,
  type CheckDescription,
  type ReadinessCheckResult,
  type ReadinessReason,
  type Remediation,
  type Said,
} from '@backstage-iac/plugin-iac-common';
import type { IacTranslate } from '../../hooks/useIacTranslation';
import { formatUtc } from '../time';

/** A text as the portal gives it, and how to say it in other languages. */
interface Spoken {
  summary: string;
  said?: Said;
}

/** What checks say, in the person's language where the portal told how. */
export interface CheckWords {
  title(check: { checkId: string; title: string }): string;
  why(check: Pick<CheckDescription, 'id' | 'why'>): string;
  needs(check: Pick<CheckDescription, 'id' | 'needs'>): string;
  /** Of a result, a reason, a stretch of history. */
  summary(spoken: Spoken): string;
  value(result: ReadinessCheckResult): string | undefined;
  threshold(result: ReadinessCheckResult): string | undefined;
  /** Label of what to do. */
  next(remediation: Pick<Remediation, 'label' | 'said'>): string;
  titleOf(reason: ReadinessReason): string | undefined;
  /** Title, how the check counts, and what it saw, in one sentence. */
  message(reason: ReadinessReason): string;
}

/**
 * Checks of modules, results of earlier releases, and words that only a newer
 * backend knows, are shown as the portal gives them.
 *
 * @param t - translates into the person's language
 */
export function checkWords(t: IacTranslate): CheckWords {
  const speak = (said: Said | undefined, otherwise: string): string => {
    if (!said || inEnglish(said) === undefined) return otherwise;
    const values = flattenSaid(said, item => speak(item, ''));
    return sayByKey(t, said.key, values);
  };
  const ofCheck = (
    id: string,
    what: 'title' | 'why' | 'needs',
    otherwise: string,
  ) => speak({ key: `checks.${id}.${what}`, values: {} }, otherwise);
  const words: CheckWords = {
    title: ({ checkId, title }) => ofCheck(checkId, 'title', title),
    why: ({ id, why }) => ofCheck(id, 'why', why),
    needs: ({ id, needs }) => ofCheck(id, 'needs', needs),
    summary: ({ summary, said }) => speak(said, summary),
    value: ({ value, saidValue }) => value && speak(saidValue, value),
    threshold: ({ threshold, saidThreshold }) =>
      threshold && speak(saidThreshold, threshold),
    next: ({ label, said }) => speak(said, label),
    titleOf: ({ checkId, title }) =>
      checkId && title ? words.title({ checkId, title }) : title,
    message: reason => messageOf(t, words, reason),
  };
  return words;
}

/** A character that no text means anything by: it stands for `{{` in a value. */
const BRACES = '\uE000';

/**
 * The keys come from the portal, so the compiler cannot know which one it is.
 * `replace`: no name of a value is taken for an option of i18next. Nor is what a
 * value quotes taken for a gap, such as the `{{name}}` of somebody's template.
 */
function sayByKey(
  t: IacTranslate,
  key: string,
  values: Record<string, string | number>,
): string {
  const say = t as unknown as (key: string, options: object) => string;
  const replace = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replaceAll('{{', BRACES) : value,
    ]),
  );
  return say(key, { count: values.count, replace }).replaceAll(BRACES, '{{');
}

function messageOf(
  t: IacTranslate,
  words: CheckWords,
  reason: ReadinessReason,
): string {
  const { kind, at } = reason;
  const title = words.titleOf(reason);
  const summary = words.summary(reason);
  if (!title) return summary;
  switch (kind) {
    case 'stale':
    case 'waived':
    case 'waiver-ending':
      // A verdict of an earlier release does not tell when.
      if (!at) return reason.message;
      return t(`reasonMessage.${kind === 'stale' ? 'stale' : 'waived'}`, {
        title,
        summary,
        at: formatUtc(at),
      });
    default:
      return t('reasonMessage.plain', { title, summary });
  }
}

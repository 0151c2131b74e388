import type { ApplyProgress } from '@backstage-iac/plugin-iac-common';
import type { Redactor } from './Redactor';

/** What an apply did, without the keys of `for_each` that are secret. */
export function redactProgress(
  progress: ApplyProgress,
  redactor: Redactor,
): ApplyProgress {
  const redact = (resources: ApplyProgress['done']) =>
    resources.map(({ address, action }) => ({
      address: redactor.redact(address),
      action: redactor.redact(action),
    }));
  return {
    done: redact(progress.done),
    unfinished: redact(progress.unfinished),
  };
}

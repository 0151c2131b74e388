import { useRouteRef } from '@backstage/frontend-plugin-api';
import type {
  EnvironmentReadiness,
  Remediation,
  Run,
} from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { environmentRouteRef, runRouteRef } from '../../routes';
import type { StartableOperation } from '../start';
import { theme } from '../theme';
import { useCheckWords } from '../words';

const STARTS = {
  plan: 'plan-only',
  'check-drift': 'drift-check',
} as const satisfies Partial<
  Record<NonNullable<Remediation['step']>, StartableOperation>
>;

/** The one thing to do about something that is not as it should be, as a button or a link. */
export function NextAction(props: {
  readiness: Pick<EnvironmentReadiness, 'environment' | 'activeRuns'>;
  next: Remediation;
  runId?: string;
  onStart(operation: StartableOperation): void;
}) {
  const { readiness, next, runId, onStart } = props;
  const { environment, activeRuns } = readiness;
  const t = useIacTranslation();
  const words = useCheckWords();
  const runLink = useRouteRef(runRouteRef);
  const environmentLink = useRouteRef(environmentRouteRef);
  const { step } = next;
  if (step === 'plan' || step === 'check-drift') {
    const running = activeRuns.find(run => doesAlready(run, step));
    const href = running && runLink?.({ runId: running.id });
    if (href) return <ActionLink href={href}>{t('next.watch')}</ActionLink>;
    const { problem } = environment;
    return (
      <button
        type="button"
        className={theme.action}
        disabled={problem !== undefined}
        title={problem && t('column.problem', { problem })}
        onClick={() => onStart(STARTS[step])}
      >
        {t(`next.${step}`)}
      </button>
    );
  }
  if (step === 'review-drift') {
    const href = environmentLink?.({ name: environment.name });
    return href ? (
      <ActionLink href={`${href}#drift`}>{t('next.review-drift')}</ActionLink>
    ) : null;
  }
  if (next.href) {
    return <ActionLink href={next.href}>{words.next(next)}</ActionLink>;
  }
  const href = runId && runLink?.({ runId });
  if (!href || !step) return null;
  return (
    <ActionLink href={step === 'read-log' ? `${href}#log` : href}>
      {t(`next.${step}`)}
    </ActionLink>
  );
}

/** A run under way that will give the answer which the step asks for. */
function doesAlready(run: Run, step: keyof typeof STARTS): boolean {
  const isDriftCheck = run.operation === 'drift-check';
  return step === 'check-drift' ? isDriftCheck : !isDriftCheck;
}

function ActionLink(props: { href: string; children: string }) {
  return (
    <Link standalone className={theme.action} href={props.href}>
      {props.children}
    </Link>
  );
}

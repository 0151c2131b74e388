import type { CheckResult, RunPlan } from '@backstage-iac/plugin-iac-common';
import { Alert, VisuallyHidden } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { ChangeList } from './ChangeList';
import styles from './plan.module.css';

/** A plan by module and resource; what changed outside Terraform stands apart. */
export function PlanView(props: { plan: RunPlan }) {
  const { summary, drift } = props.plan;
  const t = useIacTranslation();
  const outside = drift?.outsideChanges ?? summary.drift;
  const failedChecks = (drift?.failedChecks ?? summary.checks).filter(
    ({ status }) => status === 'fail' || status === 'error',
  );
  const hasChanges = summary.changes.length > 0 || summary.outputs.length > 0;
  return (
    <>
      <div className={styles.notices}>
        {summary.errored && (
          <Alert icon status="danger" title={t('plan.errored')} />
        )}
        {!summary.complete && !summary.errored && (
          <Alert icon status="warning" title={t('plan.incomplete')} />
        )}
        <FailedChecks checks={failedChecks} />
      </div>
      {outside.length > 0 && (
        <section aria-label={t('plan.driftTitle')}>
          <h3 className={styles.part}>{t('plan.driftTitle')}</h3>
          <ChangeList changes={outside} subject="drift" />
        </section>
      )}
      {hasChanges ? (
        <section aria-label={t('plan.changesTitle')}>
          {outside.length > 0 ? (
            <h3 className={styles.part}>{t('plan.changesTitle')}</h3>
          ) : (
            // Alone, it needs no title but in the outline of the page.
            <VisuallyHidden>
              <h3>{t('plan.changesTitle')}</h3>
            </VisuallyHidden>
          )}
          <ChangeList
            changes={summary.changes}
            outputs={summary.outputs}
            subject="plan"
          />
        </section>
      ) : (
        !summary.errored && (
          <p className={styles.nothing}>
            {t(outside.length > 0 ? 'plan.noChangesDrift' : 'plan.noChanges')}
          </p>
        )
      )}
    </>
  );
}

function FailedChecks(props: { checks: CheckResult[] }) {
  const { checks } = props;
  const t = useIacTranslation();
  if (checks.length === 0) return null;
  return (
    <Alert
      icon
      status="warning"
      title={t('plan.checksFailed', { count: checks.length })}
      description={checks
        .map(({ address, messages }) =>
          [address, messages.join('; ')].filter(Boolean).join(': '),
        )
        .join('\n')}
    />
  );
}

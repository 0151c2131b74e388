import type {
  IgnoreDriftRule,
  IgnoredDrift,
} from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { personName } from '../people';
import { theme } from '../theme';
import { RelativeTime } from '../time';
import { Resources } from './Resources';
import styles from './drift.module.css';

/** What rules say may stay, by rule: why, who answers for it, and until when. */
export function KnownDrift(props: { ignored: IgnoredDrift[] }) {
  const { ignored } = props;
  const t = useIacTranslation();
  const rules = new Map(ignored.map(({ rule }) => [rule.id, rule]));
  return (
    <>
      <p className={styles.text}>{t('driftText.known')}</p>
      {[...rules.values()].map(rule => (
        <div key={rule.id} className={styles.group}>
          <RuleFacts rule={rule} />
          <Resources
            changes={ignored
              .filter(known => known.rule.id === rule.id)
              .map(({ change }) => change)}
            subject="drift"
          />
        </div>
      ))}
    </>
  );
}

function RuleFacts(props: { rule: IgnoreDriftRule }) {
  const { id, reason, owner, ticket, expiresAt } = props.rule;
  const t = useIacTranslation();
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('driftRule.rule')}</dt>
        <dd>
          <code className={theme.code}>{id}</code>
        </dd>
      </div>
      <div>
        <dt>{t('driftRule.owner')}</dt>
        <dd title={owner}>{personName(owner)}</dd>
      </div>
      <div>
        <dt>{t('driftRule.ticket')}</dt>
        <dd>{ticket ?? t('common.none')}</dd>
      </div>
      <div>
        <dt>{t('driftRule.ends')}</dt>
        <dd>
          {expiresAt ? (
            <RelativeTime time={expiresAt} form="sentence" />
          ) : (
            t('driftRule.endless')
          )}
        </dd>
      </div>
      <div className={styles.wide}>
        <dt>{t('driftRule.reason')}</dt>
        <dd>{reason}</dd>
      </div>
    </dl>
  );
}

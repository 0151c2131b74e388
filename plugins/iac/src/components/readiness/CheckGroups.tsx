import {
  CHECK_GROUPS,
  type CheckStanding,
} from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph, STANDING_GLYPHS } from '../glyph';
import { RelativeTime } from '../time';
import { useCheckWords } from '../words';
import styles from './readiness.module.css';

/** The proof beside the groups tells of it in words. */
const TOLD = 'drift.current';

/** Every check as a glyph, by group: all at a glance, each by its name when asked. */
export function CheckGroups(props: { standings: CheckStanding[] }) {
  const { standings } = props;
  const t = useIacTranslation();
  const words = useCheckWords();
  const groups = CHECK_GROUPS.map(group => ({
    group,
    checks: standings.filter(
      standing => standing.group === group && standing.checkId !== TOLD,
    ),
  })).filter(({ checks }) => checks.length > 0);
  if (groups.length === 0) return null;
  return (
    <dl className={styles.groups} aria-label={t('checks.title')}>
      {groups.map(({ group, checks }) => (
        <div key={group}>
          <dt>{t(`checkGroup.${group}`)}</dt>
          <dd className={styles.glyphs}>
            {checks.map(check => {
              const { checkId, standing } = check;
              const label = `${words.title(check)}: ${t(
                `checkStanding.${standing}`,
              )}`;
              return (
                <span key={checkId} title={label}>
                  <Glyph
                    kind={STANDING_GLYPHS[standing]}
                    size={13}
                    label={label}
                  />
                </span>
              );
            })}
          </dd>
          <dd className={styles.age}>
            <Oldest checks={checks} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A group is as fresh as what was seen first; what nobody looks at has no age. */
function Oldest(props: { checks: CheckStanding[] }) {
  const [oldest] = props.checks
    .filter(({ standing }) => !['unknown', 'not-applicable'].includes(standing))
    .map(({ observedAt }) => observedAt)
    .sort();
  return oldest ? <RelativeTime time={oldest} /> : null;
}

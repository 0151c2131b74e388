import {
  READINESS_VERDICTS,
  type CheckStanding,
  type EnvironmentReadiness,
} from '@backstage-iac/plugin-iac-common';
import {
  Button,
  SearchField,
  Select,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { verdictWord } from '../verdict';
import { useCheckWords } from '../words';
import type { ReadinessLayout, useReadinessView } from './useReadinessView';
import styles from './readiness.module.css';

const LAYOUTS: readonly ReadinessLayout[] = ['columns', 'table', 'matrix'];
/** Fewer are seen at once. */
const FILTERED_FROM = 7;
const ANY = 'any';

/** Filters, and the switch between columns, table and matrix. */
export function ViewBar(props: {
  environments: EnvironmentReadiness[];
  view: ReturnType<typeof useReadinessView>;
}) {
  const { environments, view } = props;
  const { filter, set } = view;
  const t = useIacTranslation();
  const words = useCheckWords();
  const select = (
    name: 'verdict' | 'tier' | 'owner' | 'check',
    options: { value: string; label: string }[],
  ) => (
    <Select
      className={styles.filter}
      label={t(`view.${name}`)}
      options={[{ value: ANY, label: t('view.any') }, ...options]}
      selectedKey={filter[name] ?? ANY}
      onSelectionChange={key =>
        set(name, key === ANY || key === null ? undefined : String(key))
      }
    />
  );
  return (
    <div className={styles.bar} role="group" aria-label={t('view.label')}>
      {(environments.length >= FILTERED_FROM || view.isFiltered) && (
        <>
          <SearchField
            className={styles.filter}
            label={t('view.search')}
            value={filter.q ?? ''}
            onChange={value => set('q', value)}
          />
          {select(
            'verdict',
            READINESS_VERDICTS.map(verdict => ({
              value: verdict,
              label: verdictWord(t, verdict),
            })),
          )}
          {select(
            'tier',
            different(environments, ({ environment }) => environment.tier),
          )}
          {select(
            'owner',
            different(environments, ({ environment }) => environment.owner),
          )}
          {select('check', checksOf(environments, words.title))}
        </>
      )}
      {view.isFiltered && (
        <Button size="small" variant="tertiary" onPress={view.clear}>
          {t('view.clear')}
        </Button>
      )}
      <ToggleButtonGroup
        aria-label={t('view.layout')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view.layout]}
        onSelectionChange={keys => set('view', String([...keys][0]))}
      >
        {LAYOUTS.map(layout => (
          <ToggleButton key={layout} id={layout}>
            {t(`view.${layout}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}

function different(
  environments: EnvironmentReadiness[],
  of: (readiness: EnvironmentReadiness) => string | undefined,
) {
  const values = new Set(environments.map(of).filter(value => value));
  return [...values]
    .map(value => String(value))
    .sort()
    .map(value => ({ value, label: value }));
}

function checksOf(
  environments: EnvironmentReadiness[],
  titleOf: (check: CheckStanding) => string,
) {
  const titles = new Map(
    environments.flatMap(({ standings }) =>
      standings.map(check => [check.checkId, titleOf(check)] as const),
    ),
  );
  return [...titles].map(([value, label]) => ({ value, label }));
}

import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, Link, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import type { ReactNode } from 'react';
import {
  useIacTranslation,
  type IacTranslate,
} from '../../hooks/useIacTranslation';
import { environmentRouteRef, runRouteRef } from '../../routes';
import { personName } from '../people';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { useCheckWords, type CheckWords } from '../words';
import styles from './waiting.module.css';
import type { Waiting, WaitingKind } from './whatWaits';

/** More are found by the filters of the page. */
const MOST = 20;

/** How many things of a sort wait; opens the one, or a list of them. */
export function Tile(props: {
  kind: WaitingKind;
  waiting: Waiting[];
  detail?: ReactNode;
}) {
  const { kind, waiting, detail } = props;
  const t = useIacTranslation();
  const checkWords = useCheckWords();
  const addressOf = useAddressOf();
  const count = waiting.reduce((sum, one) => sum + one.count, 0);
  const yours = waiting.filter(({ isYours }) => isYours).length;
  const words = (
    <span className={styles.words}>
      <b>{count}</b>{' '}
      <span>
        {t(`waiting.${kind}`, { count })}
        {yours > 0 && <small>{t('waiting.yours', { count: yours })}</small>}
        {detail && <small>{detail}</small>}
      </span>
    </span>
  );
  const look = classes(theme.card, styles.tile);
  const [first] = waiting;
  const href = first && addressOf(kind, first);
  if (!href) return <div className={look}>{words}</div>;
  if (waiting.length === 1) {
    return (
      <Link standalone className={classes(look, styles.action)} href={href}>
        {words}
      </Link>
    );
  }
  return (
    <MenuTrigger>
      <Button variant="tertiary" className={classes(look, styles.action)}>
        {words}
      </Button>
      <Menu aria-label={t(`waiting.${kind}`, { count })}>
        {waiting.slice(0, MOST).map(one => (
          <MenuItem
            key={`${one.environment} ${one.run?.id ?? one.waiver?.id ?? ''}`}
            href={addressOf(kind, one)}
          >
            {describe(t, checkWords, one)}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

/** Where one acts: on the page of the run, or the part of the environment's page. */
function useAddressOf() {
  const runLink = useRouteRef(runRouteRef);
  const environmentLink = useRouteRef(environmentRouteRef);
  return (kind: WaitingKind, { environment, run }: Waiting) => {
    if (run) return runLink?.({ runId: run.id });
    const page = environmentLink?.({ name: environment });
    return page && `${page}#${kind === 'drifted' ? 'drift' : 'checks'}`;
  };
}

function describe(t: IacTranslate, checks: CheckWords, one: Waiting): string {
  const { environment, run, waiver, count, isYours } = one;
  const words = [environment];
  if (run) {
    words.push(
      t(`operation.${run.operation}`),
      t('common.runNumber', { number: String(run.number) }),
    );
  } else if (waiver) {
    const person = personName(waiver.requestedBy);
    words.push(
      checks.title(waiver),
      waiver.state === 'requested'
        ? t('waiting.waiverAsked', { person })
        : t('waiting.waiverEnded'),
    );
  } else words.push(String(count));
  if (isYours) words.push(t('waiting.forYou'));
  return words.join(' · ');
}

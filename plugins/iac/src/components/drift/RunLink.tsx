import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { RunMention } from '@backstage-iac/plugin-iac-common';
import { Link } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { runRouteRef } from '../../routes';
import { theme } from '../theme';

/** A run by its number, leading to it. */
export function RunLink(props: { run: RunMention }) {
  const { runId, number } = props.run;
  const t = useIacTranslation();
  const href = useRouteRef(runRouteRef)?.({ runId });
  const name = t('common.runNumber', { number: String(number) });
  return href ? (
    <Link standalone className={theme.link} href={href}>
      {name}
    </Link>
  ) : (
    <>{name}</>
  );
}

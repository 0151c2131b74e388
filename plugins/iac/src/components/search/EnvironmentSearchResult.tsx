import { useApi } from '@backstage/frontend-plugin-api';
import type { SearchDocument } from '@backstage/plugin-search-common';
import { Link } from '@backstage/ui';
import useAsync from 'react-use/esm/useAsync';
import { iacApiRef } from '../../api';
import { findEnvironment } from '../../hooks/findEnvironment';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { DriftBadge } from '../entity/DriftBadge';
import { Glyph, VERDICT_GLYPHS } from '../glyph';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { verdictWord } from '../verdict';
import { environmentOf } from './environmentOf';
import styles from './search.module.css';

/** An environment that was searched for, with verdict and drift as they are now. */
export function EnvironmentSearchResult(props: { result?: SearchDocument }) {
  const { result } = props;
  if (!result) return null;
  return (
    <div className={classes(theme.theme, styles.result)}>
      <Link standalone className={styles.title} href={result.location}>
        {result.title}
      </Link>
      <Standing name={environmentOf(result)} />
      {result.text && <p className={styles.text}>{result.text}</p>}
    </div>
  );
}

function Standing(props: { name: string }) {
  const { name } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const { value, loading, error } = useAsync(
    () => findEnvironment(api, name),
    [api, name],
  );
  return (
    <div className={styles.standing}>
      {value && (
        <>
          <strong className={styles.verdict}>
            <Glyph kind={VERDICT_GLYPHS[value.verdict]} label="" />
            {verdictWord(t, value.verdict)}
          </strong>
          <DriftBadge drift={value.drift} />
        </>
      )}
      {!value && !loading && (
        <small>{error ? error.message : t('searchResult.unknown')}</small>
      )}
    </div>
  );
}

import {
  IAC_ENVIRONMENTS_ANNOTATION,
  iacEnvironmentReadPermission,
} from '@backstage-iac/plugin-iac-common';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { Glyph } from '../glyph';
import styles from './entity.module.css';

/** A name of the annotation that leads nowhere. */
export function MissingEnvironment(props: { name: string }) {
  const t = useIacTranslation();
  return (
    <div className={styles.item}>
      <Glyph kind="unknown" size={20} />
      <div>
        <strong>{props.name}</strong>
        <small>
          {t('entityCard.notFound', {
            annotation: IAC_ENVIRONMENTS_ANNOTATION,
            permission: iacEnvironmentReadPermission.name,
          })}
        </small>
      </div>
    </div>
  );
}

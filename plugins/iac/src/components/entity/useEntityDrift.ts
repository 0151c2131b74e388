import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntityEnvironments } from '../../hooks/useEntityEnvironments';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { environmentRouteRef } from '../../routes';
import type { GlyphKind } from '../glyph';
import { worstDrift } from './worstDrift';

export interface EntityDrift {
  /** Absent until something is known. */
  kind?: GlyphKind;
  label: string;
  title?: string;
  href?: string;
}

/** Drift of the entity's environments in a word or two; `undefined` for an entity that names none. */
export function useEntityDrift(): EntityDrift | undefined {
  const t = useIacTranslation();
  const { names, live } = useEntityEnvironments();
  const environment = useRouteRef(environmentRouteRef);
  if (names.length === 0) return undefined;
  if (!live.value) {
    return live.error
      ? {
          kind: 'error',
          label: t('entityDrift.badgeUnknown'),
          title: live.error.message,
        }
      : { label: t('entityDrift.badge') };
  }
  const { name, ...drift } = worstDrift(t, live.value);
  const href = name && environment?.({ name });
  return { ...drift, href: href ? `${href}#drift` : undefined };
}

import { Alert } from '@backstage/ui';
import {
  useIacTranslation,
  type IacTranslate,
} from '../../hooks/useIacTranslation';
import { isUnreachable } from './isUnreachable';
import { statusOf } from './statusOf';

/** What a person asked for was refused, and why. */
export function ActionError(props: { error?: Error; title: string }) {
  const { error, title } = props;
  const t = useIacTranslation();
  if (!error) return null;
  return (
    <Alert
      role="alert"
      icon
      status="danger"
      title={title}
      description={reasonOf(t, error)}
    />
  );
}

function reasonOf(t: IacTranslate, error: Error): string {
  if (statusOf(error) === 403) return t('error.forbiddenAction');
  return isUnreachable(error) ? t('error.unreachableAction') : error.message;
}

import { Alert } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
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
      description={
        statusOf(error) === 403 ? t('error.forbiddenAction') : error.message
      }
    />
  );
}

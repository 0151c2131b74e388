import { Alert, Button } from '@backstage/ui';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { isUnreachable } from './isUnreachable';
import { statusOf } from './statusOf';

export interface ErrorStateProps {
  error: Error;
  /** Permission that lets a person see it. */
  permission: string;
  onRetry(): void;
}

/** Nothing to show: it failed, it is forbidden, or it does not exist. */
export function ErrorState(props: ErrorStateProps) {
  const { error, permission, onRetry } = props;
  const t = useIacTranslation();
  const retry = (
    <Button size="small" variant="secondary" onPress={onRetry}>
      {t('common.retry')}
    </Button>
  );
  const status = statusOf(error);
  if (status === 401 || status === 403) {
    return (
      <Alert
        role="alert"
        icon
        status="warning"
        title={t('error.forbiddenTitle')}
        description={t('error.forbiddenDescription', { permission })}
        customActions={retry}
      />
    );
  }
  if (status === 404) {
    return (
      <Alert
        role="alert"
        icon
        status="warning"
        title={t('error.notFoundTitle')}
        description={t('error.notFoundDescription', {
          message: error.message,
          permission,
        })}
        customActions={retry}
      />
    );
  }
  return (
    <Alert
      role="alert"
      icon
      status="danger"
      title={t('error.title')}
      description={
        isUnreachable(error) ? t('error.unreachable') : error.message
      }
      customActions={retry}
    />
  );
}

import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ApprovalStatus,
  BreakGlass,
  Run,
} from '@backstage-iac/plugin-iac-common';
import { Alert } from '@backstage/ui';
import type { ReactNode } from 'react';
import { iacApiRef } from '../../api';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { useIsPast } from '../../hooks/useIsPast';
import { personName } from '../people';
import { Countdown, formatMoment, RelativeTime } from '../time';
import styles from './approval.module.css';
import { GlassAction } from './GlassAction';

export interface BreakGlassBannerProps {
  run: Run;
  glass: BreakGlass;
  /** Absent while it is not known; then nothing is offered. */
  approval?: ApprovalStatus;
  onDone(): void;
}

/** An apply against the rules: asked for, lapsed, under way, to be reviewed, reviewed. */
export function BreakGlassBanner(props: BreakGlassBannerProps) {
  const { glass } = props;
  const hasLapsed = useIsPast(glass.confirmedAt ? undefined : glass.expiresAt);
  if (glass.confirmedAt && glass.reviewedAt) return <Reviewed {...props} />;
  if (glass.confirmedAt) return <ToReview {...props} />;
  return hasLapsed ? <Lapsed {...props} /> : <Asked {...props} />;
}

function Asked(props: BreakGlassBannerProps) {
  const { run, glass, approval, onDone } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const digest = approval?.digest;
  return (
    <Alert
      role="alert"
      icon
      status="warning"
      title={t('breakGlass.asked', { person: personName(glass.requestedBy) })}
      description={
        <Words>
          <q>{glass.reason}</q>
          <span>
            <RelativeTime time={glass.requestedAt} form="sentence" />
            {' · '}
            {t('breakGlass.left')} <Countdown until={glass.expiresAt} />
          </span>
        </Words>
      }
      customActions={
        approval &&
        digest && (
          <GlassAction
            label={t('breakGlass.confirm')}
            title={t('breakGlass.confirmTitle', {
              number: String(run.number),
              environment: run.environment,
            })}
            description={t('breakGlass.confirmDescription', {
              person: personName(glass.requestedBy),
            })}
            words={{ label: t('approval.comment'), isRequired: false }}
            environment={run.environment}
            obstacle={approval.you.confirmBreakGlass}
            approval={approval}
            act={({ words, typed }) =>
              api.confirmBreakGlass(run.id, {
                approvalDigest: digest,
                comment: words || undefined,
                confirm: typed,
              })
            }
            onDone={onDone}
          />
        )
      }
    />
  );
}

function Lapsed(props: BreakGlassBannerProps) {
  const { glass } = props;
  const t = useIacTranslation();
  return (
    <Alert
      role="status"
      icon
      status="info"
      title={t('breakGlass.lapsed')}
      description={
        <Words>
          <span>
            {t('breakGlass.lapsedBy', {
              person: personName(glass.requestedBy),
            })}
          </span>
          <q>{glass.reason}</q>
        </Words>
      }
    />
  );
}

function ToReview(props: BreakGlassBannerProps) {
  const { run, glass, approval, onDone } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const isOverdue = useIsPast(glass.reviewDueAt);
  return (
    <Alert
      role="alert"
      icon
      status="danger"
      title={t(
        run.state === 'applied' ? 'breakGlass.applied' : 'breakGlass.confirmed',
      )}
      description={
        <Words>
          <Who glass={glass} />
          <q>{glass.reason}</q>
          {glass.reviewDueAt && (
            <strong>
              {t(
                isOverdue ? 'breakGlass.reviewOverdue' : 'breakGlass.reviewDue',
                {
                  time: formatMoment(glass.reviewDueAt),
                },
              )}
            </strong>
          )}
        </Words>
      }
      customActions={
        approval && (
          <GlassAction
            label={t('breakGlass.review')}
            title={t('breakGlass.reviewTitle', { number: String(run.number) })}
            description={t('breakGlass.reviewDescription')}
            words={{
              label: t('breakGlass.reviewComment'),
              description: t('breakGlass.reviewHelp'),
              isRequired: true,
            }}
            obstacle={approval.you.reviewBreakGlass}
            approval={approval}
            act={({ words }) =>
              api.reviewBreakGlass(run.id, { comment: words })
            }
            onDone={onDone}
          />
        )
      }
    />
  );
}

function Reviewed(props: BreakGlassBannerProps) {
  const { glass } = props;
  const t = useIacTranslation();
  return (
    <Alert
      role="status"
      icon
      status="info"
      title={t('breakGlass.reviewed', {
        person: personName(glass.reviewedBy ?? ''),
      })}
      description={
        <Words>
          {glass.reviewComment && <q>{glass.reviewComment}</q>}
          <Who glass={glass} />
          <q>{glass.reason}</q>
        </Words>
      }
    />
  );
}

function Who(props: { glass: BreakGlass }) {
  const { requestedBy, confirmedBy, confirmedAt } = props.glass;
  const t = useIacTranslation();
  return (
    <span>
      {t('breakGlass.who', {
        requester: personName(requestedBy),
        second: personName(confirmedBy ?? ''),
      })}{' '}
      {confirmedAt && <RelativeTime time={confirmedAt} form="sentence" />}
    </span>
  );
}

function Words(props: { children: ReactNode }) {
  return <span className={styles.glassWords}>{props.children}</span>;
}

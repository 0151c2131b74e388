import { useApi } from '@backstage/frontend-plugin-api';
import {
  iacPlanReadPermission,
  type DiscussionEntry,
  type Run,
} from '@backstage-iac/plugin-iac-common';
import { Avatar, Button, Skeleton, TextAreaField } from '@backstage/ui';
import { useState } from 'react';
import { iacApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useDiscussion } from '../../hooks/useDiscussion';
import { useIacTranslation } from '../../hooks/useIacTranslation';
import { personName } from '../people';
import { ActionError, ErrorState } from '../states';
import { theme } from '../theme';
import { classes } from '../theme/classes';
import { RelativeTime } from '../time';
import styles from './discussion.module.css';

/** Characters of one comment. */
const LONGEST_COMMENT = 2_000;

/** What people said about a run and did with it, the oldest first. */
export function Discussion(props: { run: Run }) {
  const { run } = props;
  const t = useIacTranslation();
  const live = useDiscussion(run);
  const { value, error, refresh } = live;
  return (
    <section
      id="discussion"
      className={classes(theme.card, styles.discussion)}
      aria-label={t('discussion.title')}
    >
      <h2>{t('discussion.title')}</h2>
      {live.isLoading && <Skeleton height={40} />}
      {error && !value && (
        <ErrorState
          error={error}
          permission={iacPlanReadPermission.name}
          onRetry={refresh}
        />
      )}
      {value && value.length === 0 && (
        <p className={styles.empty}>{t('discussion.empty')}</p>
      )}
      {value && value.length > 0 && (
        <ol className={styles.entries}>
          {value.map(entry => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {value && <CommentForm run={run} onDone={refresh} />}
    </section>
  );
}

function Entry(props: { entry: DiscussionEntry }) {
  const { kind, person, text, at } = props.entry;
  const t = useIacTranslation();
  const name = personName(person);
  return (
    <li className={styles.entry} data-kind={kind}>
      <Avatar name={name} src="" size="small" purpose="decoration" />
      <div>
        <p className={styles.what} title={person}>
          {t(`discussion.${kind}`, { person: name })}{' '}
          <small>
            <RelativeTime time={at} form="sentence" />
          </small>
        </p>
        {text && <p className={styles.text}>{text}</p>}
      </div>
    </li>
  );
}

function CommentForm(props: { run: Run; onDone(): void }) {
  const { run, onDone } = props;
  const t = useIacTranslation();
  const api = useApi(iacApiRef);
  const [text, setText] = useState('');
  const add = useAction(() => api.addComment(run.id, { text: text.trim() }));
  return (
    <form
      className={styles.form}
      onSubmit={event => {
        event.preventDefault();
        if (text.trim() === '') return;
        void add.run(() => {
          setText('');
          onDone();
        });
      }}
    >
      <TextAreaField
        label={t('discussion.add')}
        value={text}
        onChange={setText}
        maxLength={LONGEST_COMMENT}
        rows={2}
      />
      <ActionError error={add.error} title={t('confirm.failed')} />
      <Button
        type="submit"
        size="small"
        variant="secondary"
        isDisabled={text.trim() === ''}
        isPending={add.isPending}
      >
        {t('discussion.send')}
      </Button>
    </form>
  );
}

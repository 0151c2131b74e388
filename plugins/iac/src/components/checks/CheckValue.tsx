import { shortCommit } from '../commit';

const COMMIT = /^[0-9a-f]{40}$/;

/** What was measured; a commit in short, and whole when asked. */
export function CheckValue(props: { value: string }) {
  const { value } = props;
  return COMMIT.test(value) ? (
    <span title={value}>{shortCommit(value)}</span>
  ) : (
    <>{value}</>
  );
}

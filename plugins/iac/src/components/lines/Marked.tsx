import { Fragment } from 'react';

/** The text, with every place where the words stand. */
export function Marked(props: { text: string; words: string }) {
  const { text, words } = props;
  if (!words) return <>{text}</>;
  return (
    <>
      {parts(text, words.toLowerCase()).map(({ before, found }, index) => (
        <Fragment key={index}>
          {before}
          {found && <mark>{found}</mark>}
        </Fragment>
      ))}
    </>
  );
}

function parts(text: string, words: string) {
  const lower = text.toLowerCase();
  const found: { before: string; found: string }[] = [];
  let end = 0;
  for (;;) {
    const at = lower.indexOf(words, end);
    if (at < 0) break;
    const next = at + words.length;
    found.push({ before: text.slice(end, at), found: text.slice(at, next) });
    end = next;
  }
  return [...found, { before: text.slice(end), found: '' }];
}

/** A piece of a line in one style. */
export interface AnsiSpan {
  text: string;
  /** `31` to `37` and `90` to `97` are colours; absent: the line's own. */
  color?: number;
  isBold: boolean;
  isFaint: boolean;
  isUnderlined: boolean;
}

type Style = Omit<AnsiSpan, 'text'>;

const PLAIN: Style = { isBold: false, isFaint: false, isUnderlined: false };

/** What terminals obey and people should not read: ECMA-48 sequences of the kinds CSI and OSC. */
const SEQUENCE =
  // eslint-disable-next-line no-control-regex
  /\u001b(?:\[([0-9;:?]*)[ -/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;

/** The line as a person reads it. */
export function withoutAnsi(text: string): string {
  return text.includes('\u001b') ? text.replace(SEQUENCE, '') : text;
}

/** The line in pieces of one style each; sequences that do not style are dropped. */
export function toSpans(text: string): AnsiSpan[] {
  if (!text.includes('\u001b')) return [{ ...PLAIN, text }];
  const spans: AnsiSpan[] = [];
  let style = PLAIN;
  let end = 0;
  const add = (piece: string) => {
    if (piece) spans.push({ ...style, text: piece });
  };
  for (const match of text.matchAll(SEQUENCE)) {
    add(text.slice(end, match.index));
    end = match.index + match[0].length;
    const [, parameters, kind] = match;
    if (kind === 'm') style = restyled(style, parameters.split(/[;:]/));
  }
  add(text.slice(end));
  return spans;
}

function restyled(style: Style, parameters: string[]): Style {
  let next = style;
  for (let index = 0; index < parameters.length; index++) {
    const code = Number(parameters[index]);
    if (code === 38 || code === 48) {
      // One of 256 colours, or of 16 million: readable in the line's own.
      index += parameters[index + 1] === '5' ? 2 : 4;
    } else {
      next = withCode(next, code);
    }
  }
  return next;
}

function withCode(style: Style, code: number): Style {
  switch (code) {
    case 0:
      return PLAIN;
    case 1:
      return { ...style, isBold: true };
    case 2:
      return { ...style, isFaint: true };
    case 4:
      return { ...style, isUnderlined: true };
    case 22:
      return { ...style, isBold: false, isFaint: false };
    case 24:
      return { ...style, isUnderlined: false };
    case 39:
      return { ...style, color: undefined };
    default:
      return (code >= 31 && code <= 37) || (code >= 90 && code <= 97)
        ? { ...style, color: code }
        : style;
  }
}

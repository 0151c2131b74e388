/** Parameters of a control sequence; a longer one is text. Characters. */
const LONGEST_PARAMETERS = 256;

/** Payload of an operating system command, such as the address of a link; a longer one is text. Characters. */
const LONGEST_PAYLOAD = 4_096;

const CSI = `[0-?]{0,${LONGEST_PARAMETERS}}[ -/]{0,16}`;
const PAYLOAD = `[^\\x07\\x1b]{0,${LONGEST_PAYLOAD}}`;

/**
 * Control sequences of terminals (ECMA-48), and control characters that leave no
 * trace on a screen. Tabs and line ends are text.
 */
const CONTROL = new RegExp(
  `\\x1b\\[${CSI}[@-~]|\\x9b${CSI}[@-~]|\\x1b\\]${PAYLOAD}(?:\\x07|\\x1b\\\\)|\\x1b[ -/]{0,16}[0-~]|[\\0-\\x08\\x0b\\x0c\\x0e-\\x1a\\x1c-\\x1f\\x7f]`,
  'g',
);

/** The beginning of a sequence that may go on in the next piece of a text. */
const UNFINISHED = new RegExp(
  `(?:\\x1b(?:\\[${CSI}|\\]${PAYLOAD}\\x1b?|[ -/]{0,16})|\\x9b${CSI})$`,
);

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const ANY = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\x9b]/;

/** Text as a terminal shows it, and where its characters stand in the original. */
export interface Plain {
  text: string;
  /** Index in the original of each character, and of the end of what was read. */
  origin: Int32Array;
  /** Start and end of the sequences in the original, in order. */
  controls: Array<[number, number]>;
}

/** A secret written in two colours is found in what is left without them. */
export function withoutControls(text: string): string {
  return ANY.test(text) ? text.replace(CONTROL, '') : text;
}

/**
 * @param final - nothing follows: what looks like the beginning of a sequence is text
 * @returns `undefined` when there is no control character
 */
export function toPlain(text: string, final: boolean): Plain | undefined {
  if (!ANY.test(text)) return undefined;
  const open = final ? undefined : openSequence(text);
  const length = open ?? text.length;
  const origin = new Int32Array(length + 1);
  const controls: Plain['controls'] = [];
  const pieces: string[] = [];
  let count = 0;
  let position = 0;
  const keepUntil = (end: number) => {
    pieces.push(text.slice(position, end));
    while (position < end) origin[count++] = position++;
  };
  for (const match of text.matchAll(CONTROL)) {
    const end = match.index + match[0].length;
    if (end > length) break;
    keepUntil(match.index);
    controls.push([match.index, end]);
    position = end;
  }
  keepUntil(length);
  origin[count] = length;
  if (open !== undefined) controls.push([open, text.length]);
  return {
    text: pieces.join(''),
    origin: origin.subarray(0, count + 1),
    controls,
  };
}

/** Where a sequence begins that the text does not end. */
function openSequence(text: string): number | undefined {
  const tail = Math.max(0, text.length - LONGEST_PAYLOAD - 8);
  const found = UNFINISHED.exec(text.slice(tail));
  return found ? tail + found.index : undefined;
}

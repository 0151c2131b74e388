import { toSpans, withoutAnsi } from './ansi';

const PLAIN = { isBold: false, isFaint: false, isUnderlined: false };

describe('toSpans', () => {
  it('leaves a plain line as it is', () => {
    expect(toSpans('Plan: 1 to add')).toEqual([
      { ...PLAIN, text: 'Plan: 1 to add' },
    ]);
  });

  it('takes a line apart by style', () => {
    expect(toSpans('a\u001b[1;31mError\u001b[22m: b\u001b[0mc')).toEqual([
      { ...PLAIN, text: 'a' },
      { ...PLAIN, text: 'Error', isBold: true, color: 31 },
      { ...PLAIN, text: ': b', color: 31 },
      { ...PLAIN, text: 'c' },
    ]);
  });

  it.each([
    ['one of 256 colours', '\u001b[38;5;31mtext'],
    ['one of 16 million colours', '\u001b[38;2;31;1;4mtext'],
    ['a background', '\u001b[41mtext'],
    ['a movement of the cursor', '\u001b[2Ktext\u001b[1A'],
    ['a link', '\u001b]8;;https://x.example\u0007text\u001b]8;;\u0007'],
  ])('leaves out %s', (_, line) => {
    expect(toSpans(line)).toEqual([{ ...PLAIN, text: 'text' }]);
    expect(withoutAnsi(line)).toBe('text');
  });
});

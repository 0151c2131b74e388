import { lineDiff } from './lineDiff';

/** As a person reads it: a sign, then the line. */
function shown(before: string, after: string): string[] | undefined {
  const signs = { same: '  ', removed: '- ', added: '+ ', gap: '' };
  return lineDiff(before, after)?.map(({ kind, text }) => signs[kind] + text);
}

const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => `line ${index}`);

describe('lineDiff', () => {
  it('shows what changed, with the lines around it', () => {
    const before = numbers(20).join('\n');
    const after = before.replace('line 10', 'line ten');
    expect(shown(before, after)).toEqual([
      '…',
      '  line 8',
      '  line 9',
      '- line 10',
      '+ line ten',
      '  line 11',
      '  line 12',
      '…',
    ]);
  });

  it('finds lines that stay between those that change', () => {
    expect(shown('a\nb\nc\nd', 'x\nb\nc\nd\ne')).toEqual([
      '- a',
      '+ x',
      '  b',
      '  c',
      '  d',
      '+ e',
    ]);
  });

  it('leaves texts alone that are too long to compare', () => {
    const texts = numbers(2_000);
    expect(
      shown(texts.join('\n'), texts.map(text => `${text}!`).join('\n')),
    ).toBeUndefined();
  });
});

import fc from 'fast-check';
import { toCell } from './toCsv';

describe('toCell', () => {
  it.each([
    ['plain', '"plain"'],
    ['say "no", twice', '"say ""no"", twice"'],
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1', `"'+1"`],
    ['-1', `"'-1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['  =1', `"'  =1"`],
    ['\t=1', `"'\t=1"`],
    [undefined, '""'],
    [3, '"3"'],
  ])('%j', (value, cell) => {
    expect(toCell(value)).toBe(cell);
  });

  it('never begins like a formula, and can be read back', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const inside = toCell(text).slice(1, -1);
        expect(inside).not.toMatch(/^\s*[=+\-@|%]/);
        const read = inside.replaceAll('""', '"');
        expect([text, `'${text}`]).toContain(read);
      }),
    );
  });
});

import { hasWords, isErrorLine } from './lineTests';

describe('isErrorLine', () => {
  it.each([
    ['Error: the quota is used up', true],
    ['\u001b[31m│\u001b[0m \u001b[1mError:\u001b[0m no', true],
    ['[ERROR] provider crashed', true],
    ['{"@level":"error","@message":"no"}', true],
    ['Errors may follow', false],
    ['0 errors', false],
    ['sandbox_error.main: Creating...', false],
  ])('of %s is %s', (text, expected) => {
    expect(isErrorLine(text)).toBe(expected);
  });
});

describe('hasWords', () => {
  it('looks past case and colour', () => {
    expect(hasWords('quota is')('the \u001b[1mQuota\u001b[0m is')).toBe(true);
    expect(hasWords('[1m')('\u001b[1mQuota')).toBe(false);
  });
});

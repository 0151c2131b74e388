import { inspect } from 'node:util';
import { StalePlanError } from '../errors';
import { redactError } from './redactError';
import { Redactor } from './Redactor';

const redactor = Redactor.create([{ name: 'pw', value: 'hunter2-hunter2' }]);

/** As a logger would print it. */
function printed(error: unknown): string {
  return inspect(redactError(error, redactor), { depth: 12 });
}

describe('redactError', () => {
  it('keeps the class, by which callers decide', () => {
    const error = new StalePlanError('the value hunter2-hunter2 has moved');
    const redacted = redactError(error, redactor);
    expect(redacted).toBe(error);
    expect(redacted).toBeInstanceOf(StalePlanError);
    expect(redacted.message).toBe('the value [redacted:pw] has moved');
  });

  it('leaves out what libraries hang on their errors, but for its code', () => {
    const error = Object.assign(new Error('Command failed'), {
      code: 'ENOENT',
      stdout: 'hunter2-hunter2',
      options: { env: { PW: 'hunter2-hunter2' } },
      [Symbol('request')]: 'hunter2-hunter2',
    });
    expect(printed(error)).toContain('ENOENT');
    expect(printed(error)).not.toContain('hunter2');
  });

  it('follows causes and gathered errors', () => {
    const inner = new Error('inner hunter2-hunter2');
    const middle = new AggregateError(
      [inner, 'hunter2-hunter2'],
      'several hunter2-hunter2',
      {
        cause: { message: 'no error hunter2-hunter2', body: 'hunter2-hunter2' },
      },
    );
    const text = printed(new Error('outer', { cause: middle }));
    expect(text).toContain('inner [redacted:pw]');
    expect(text).toContain('no error [redacted:pw]');
    expect(text).not.toContain('hunter2');
  });

  it('ends where an error is its own cause', () => {
    const error = new Error('hunter2-hunter2');
    error.cause = error;
    expect(printed(error)).toContain('its own cause');
  });

  it.each([
    'hunter2-hunter2',
    Object.freeze(new Error('hunter2-hunter2')),
    { toString: () => 'hunter2-hunter2' },
  ])('makes an error of what is none, or cannot be changed: %p', thrown => {
    expect(redactError(thrown, redactor).message).toBe('[redacted:pw]');
    expect(printed(thrown)).not.toContain('hunter2');
  });
});

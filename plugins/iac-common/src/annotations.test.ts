import { readEnvironmentsAnnotation } from './annotations';

describe('readEnvironmentsAnnotation', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['staging', ['staging']],
    [' staging , production ', ['staging', 'production']],
    ['staging,,staging,', ['staging']],
  ])('reads %p as %p', (value, names) => {
    expect(
      readEnvironmentsAnnotation(
        value === undefined
          ? undefined
          : { 'backstage-iac.io/environments': value },
      ),
    ).toEqual(names);
  });
});

import fc from 'fast-check';
import { doubleQuoted } from '../redaction/hclText';
import { Glob } from './Glob';

const name = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,8}$/);
const index = fc.oneof(
  fc.constant(''),
  fc.nat(99).map(number => `[${number}]`),
  fc.string({ unit: 'grapheme' }).map(key => `["${doubleQuoted(key)}"]`),
);
const step = fc.tuple(name, name, index).map(([type, label, at]) => ({
  type,
  text: `${label}${at}`,
}));
const address = fc
  .tuple(fc.array(step, { maxLength: 3 }), step)
  .map(([modules, { type, text }]) =>
    [...modules.map(module => `module.${module.text}`), `${type}.${text}`].join(
      '.',
    ),
  );
const literal = (text: string) => text.replaceAll('*', '\\*');

describe('a glob of addresses', () => {
  it.each<[string, string, boolean]>([
    ['sandbox_network.main', 'sandbox_network.main', true],
    ['sandbox_network.main', 'sandbox_network.main["a"]', false],
    ['sandbox_network.*', 'sandbox_network.main["a.b"]', true],
    ['*.main', 'sandbox_network.main', true],
    ['*', 'sandbox_network.main', false],
    ['**', 'module.a["x.y"].sandbox_network.main', true],
    ['*.*', 'sandbox_network.main["a.b.c"]', true],
    ['module.*.sandbox_network.*', 'module.a["x.y"].sandbox_network.b', true],
    [
      'module.*.sandbox_network.*',
      'module.a.module.b.sandbox_network.c',
      false,
    ],
    ['module.a.**', 'module.a.module.b.sandbox_network.c', true],
    ['module.a.**', 'module.ab.sandbox_network.c', false],
    ['x.main["*"]', 'x.main["a.b"]', true],
    ['x.main["a.*"]', 'x.main["a.b"]', true],
    ['x.main[*]', 'x.main[3]', true],
    ['x.main["\\*"]', 'x.main["*"]', true],
    ['x.main["\\*"]', 'x.main["a"]', false],
    ['x.main["a\\\\*"]', 'x.main["a\\\\b"]', true],
    ['x.main["q\\"*"]', 'x.main["q\\".b"]', true],
    ['x.ma?n', 'x.main', false],
    ['x.(main)', 'x.main', false],
  ])('%s against %s', (pattern, text, expected) => {
    expect(Glob.ofAddress(pattern).matches(text)).toBe(expected);
  });

  it.each(['', 'x.main["a', 'x.main[*"]'])('refuses %j', pattern => {
    expect(() => Glob.ofAddress(pattern)).toThrow(/is no pattern/);
  });

  it('matches an address by itself, and no other one', () => {
    fc.assert(
      fc.property(address, address, (one, other) => {
        const glob = Glob.ofAddress(literal(one));
        expect(glob.matches(one)).toBe(true);
        expect(glob.matches(other)).toBe(one === other);
      }),
    );
  });

  it('matches anything by **, and one step by *', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 4 }),
        step,
        (modules, last) => {
          const steps = [...modules.map(({ text }) => text), last.text];
          const text = steps.join('.');
          expect(Glob.ofAddress('**').matches(text)).toBe(true);
          const stars = steps.map(() => '*');
          expect(Glob.ofAddress(stars.join('.')).matches(text)).toBe(true);
          expect(Glob.ofAddress([...stars, '*'].join('.')).matches(text)).toBe(
            false,
          );
          expect(Glob.ofAddress(stars.slice(1).join('.')).matches(text)).toBe(
            false,
          );
        },
      ),
    );
  });

  it('takes no longer for many stars', () => {
    const glob = Glob.ofAddress(`${'*a'.repeat(200)}b`);
    expect(glob.matches(`x${'a'.repeat(4000)}`)).toBe(false);
  });
});

describe('a glob of attribute paths', () => {
  it.each<[string, string, boolean]>([
    ['tags', 'tags.team', true],
    ['tags', 'tags["a.b"]', true],
    ['tags', 'tags_all.team', false],
    ['tags.team', 'tags.team', true],
    ['tags["team"]', 'tags.team', true],
    ['tags["a.b"]', 'tags["a.b"]', true],
    ['tags.a', 'tags["a.b"]', false],
    ['tags["kubernetes.io/*"]', 'tags["kubernetes.io/name"]', true],
    ['tags.*', 'tags', false],
    ['nodes[*].count', 'nodes[3].count', true],
    ['nodes[0]', 'nodes[0].count', true],
    ['nodes[0]', 'nodes[01].count', false],
    ['**.count', 'nodes[3].pool.count', true],
    ['*.count', 'nodes[3].count', false],
    ['**', 'anything', true],
  ])('%s against %s', (pattern, text, expected) => {
    expect(Glob.ofPath(pattern).matches(text)).toBe(expected);
  });
});

import { createMockDirectory } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { readIacConfig } from './readIacConfig';

const ROOT_MODULE = { 'main.tf': '' };

const RULE = {
  address: 'sandbox_service.*',
  attributes: ['size'],
  reason: 'The autoscaler sets it',
  owner: 'group:default/platform',
};

describe('rules for known drift', () => {
  const repository = createMockDirectory({
    content: { infra: { staging: ROOT_MODULE, production: ROOT_MODULE } },
  });

  const read = (
    iac: Partial<Record<'defaults' | 'staging', object[]>>,
  ): Record<string, object[]> => {
    const { environments } = readIacConfig(
      new ConfigReader({
        iac: {
          sources: { platform: { target: './', environments: 'infra/*' } },
          defaults: { drift: { ignore: iac.defaults } },
          environments: { staging: { drift: { ignore: iac.staging } } },
        },
      }),
      { baseDir: repository.path },
    );
    return Object.fromEntries(
      environments.map(({ name, drift }) => [name, drift.ignore]),
    );
  };

  it('holds for all environments but those that have a list of their own', () => {
    const own = {
      ...RULE,
      id: 'scratch',
      address: 'module.scratch.**',
      attributes: undefined,
      includeDeletions: true,
      ticket: 'OPS-1',
      expiresAt: '2027-03-31',
    };
    const rules = read({ defaults: [RULE], staging: [own] });
    expect(rules.production).toMatchObject([RULE]);
    expect(rules.staging).toEqual([own]);
    expect(read({ defaults: [RULE], staging: [] }).staging).toEqual([]);
    expect(read({}).production).toEqual([]);
  });

  it('names a rule by what it hides, wherever and however it is written', () => {
    const [first] = read({ defaults: [RULE] }).production;
    const [, moved] = read({
      defaults: [
        { ...RULE, address: 'other.*' },
        { ...RULE, reason: 'Still so', expiresAt: '2027-01-31T12:00:00+01:00' },
      ],
    }).production;
    expect(first).toMatchObject({
      id: expect.stringMatching(/^rule-[0-9a-f]{8}$/),
    });
    expect(moved).toMatchObject({ id: (first as { id: string }).id });
  });

  it.each([
    [{ address: '' }, "0.address': must not be empty"],
    [{ address: 'x["' }, 'is no pattern of resource addresses'],
    [{ attributes: [] }, "0.attributes': must name an attribute"],
    [{ attributes: ['a["'] }, 'is no pattern of attribute paths'],
    [{ includeDeletions: true }, "has no effect beside 'attributes'"],
    [{ expiresAt: 'tomorrow' }, "must be a date such as '2027-03-31'"],
    [{ reason: undefined }, "'iac.defaults.drift.ignore.0.reason'"],
    [{ adress: 'x.y' }, 'adress'],
    [{ id: 'a b' }, 'must be 1 to 63 letters'],
  ])('refuses %j', (members, problem) => {
    expect(() => read({ defaults: [{ ...RULE, ...members }] })).toThrow(
      problem,
    );
  });

  it('refuses two rules of one name, given or not', () => {
    expect(() =>
      read({ staging: [RULE, { ...RULE, reason: 'Again' }] }),
    ).toThrow(
      /'iac\.environments\.staging\.drift\.ignore\.1\.id': 'rule-[0-9a-f]{8}' \(sandbox_service\.\*\) is there twice/,
    );
  });
});

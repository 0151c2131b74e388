import { CHECK_WORDS } from './checkWords';
import { mapSaid } from './said';
import { advise, inEnglish, measure, quote, say } from './say';

describe('the words of checks', () => {
  it('fill their gaps', () => {
    expect(say('checks.plan.current.failed', { number: 12 })).toEqual({
      summary: 'The plan of run #12 failed',
      said: { key: 'checks.plan.current.failed', values: { number: 12 } },
    });
    expect(say('checks.noRun').summary).toMatch(/^No run/);
  });

  it('go by count', () => {
    const summaryOf = (count: number) =>
      say('checks.secrets.reachable.all', { count }).summary;
    expect([0, 1, 2].map(summaryOf)).toEqual([
      '0 secrets reachable',
      '1 secret reachable',
      '2 secrets reachable',
    ]);
  });

  it('list what is said in turn', () => {
    const changes = [
      say('checks.counts.create', { number: 2 }).said,
      say('checks.counts.outputs', { count: 1 }).said,
    ];
    expect(
      say('checks.changes.deployed.notAppliedWith', { number: 3, changes })
        .summary,
    ).toBe(
      'The plan of run #3 was not applied: 2 to create, 1 output to change',
    );
  });

  it('take nothing that somebody wrote for a gap', () => {
    const text = '{{text}} {{count}} $t(checks.noRun) $& $1';
    expect(quote(text).summary).toBe(text);
  });

  it('are not known by a key of another release, or with other gaps', () => {
    expect(inEnglish({ key: 'checks.later', values: {} })).toBeUndefined();
    expect(inEnglish({ key: 'toString', values: {} })).toBeUndefined();
    expect(
      inEnglish({ key: 'checks.plan.current.failed', values: { run: 1 } }),
    ).toBeUndefined();
    const ages = [{ key: 'checks.later', values: {} }];
    expect(
      inEnglish({ key: 'checks.secrets.rotation.ages', values: { ages } }),
    ).toBeUndefined();
  });

  it('have both forms of each plural', () => {
    const keys = Object.keys(CHECK_WORDS);
    const formsOf = (form: string) =>
      keys
        .filter(key => key.endsWith(form))
        .map(key => key.slice(0, -form.length));
    expect(formsOf('_one')).toEqual(formsOf('_other'));
    // What is no plural in its name would not be found by its count.
    const counting = Object.entries(CHECK_WORDS).filter(([, text]) =>
      text.includes('{{count}}'),
    );
    expect(counting.filter(([key]) => !/_(one|other)$/.test(key))).toEqual([]);
  });

  it('stand beside labels and what was measured', () => {
    expect(advise('checks.do.plan', { step: 'plan' })).toEqual({
      label: 'Plan',
      said: { key: 'checks.do.plan', values: {} },
      step: 'plan',
    });
    expect(
      measure('abc', say('checks.secrets.rotation.limit', { days: 90 })),
    ).toEqual({
      value: 'abc',
      threshold: '90 days',
      saidThreshold: expect.objectContaining({ values: { days: 90 } }),
    });
  });

  it('can be changed in every text, also of lists', () => {
    const said = {
      key: 'a',
      values: {
        text: 'secret',
        number: 7,
        list: [{ key: 'b', values: { text: 'secret' } }],
      },
    };
    expect(mapSaid(said, () => '***')).toEqual({
      key: 'a',
      values: {
        text: '***',
        number: 7,
        list: [{ key: 'b', values: { text: '***' } }],
      },
    });
  });
});

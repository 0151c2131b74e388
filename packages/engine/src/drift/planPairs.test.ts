import type { IgnoreDriftRule } from '@backstage-iac/plugin-iac-common';
import {
  checkPair,
  pairNames,
  type CheckOptions,
} from './__testUtils__/PlanPair';
import {
  classesOf,
  CLASSES,
  confusionOf,
  renderConfusion,
  type DriftClass,
  type Verdict,
} from './__testUtils__/confusion';

type Row = [pair: string, expected: DriftClass[], options?: CheckOptions];

const rule = (
  address: string,
  more: Partial<IgnoreDriftRule> = {},
): CheckOptions => ({
  rules: [
    {
      id: 'known',
      address,
      reason: 'an autoscaler does this',
      owner: 'group:default/platform',
      ...more,
    },
  ],
});
const unknown: CheckOptions = { unknown: true };

/** What happened in each environment, and so what its check must say: all of it, and nothing else. */
const TABLE: Row[] = [
  ['clean', []],
  ['clean', [], unknown],
  ['clean-comment-only', []],
  ['clean-data-source', []],
  ['clean-nothing-at-all', []],
  ['clean-odd-keys', []],
  ['clean-condition', []],

  ['outside-tags', ['outside']],
  ['outside-tags', ['outside'], unknown],
  ['outside-tags-removed', ['outside']],
  ['outside-one-tag-of-two', ['outside']],
  ['outside-size', ['outside']],
  ['outside-size', ['outside'], unknown],
  ['outside-size-and-tags', ['outside']],
  ['outside-two-attributes', ['outside']],
  ['outside-boolean', ['outside']],
  ['outside-list', ['outside']],
  ['outside-computed-only', ['outside']],
  ['outside-deleted', ['outside']],
  ['outside-deleted', ['outside'], unknown],
  ['outside-all-deleted', ['outside']],
  ['outside-deleted-with-dependent', ['outside']],
  ['outside-deleted-with-dependent', ['outside'], unknown],
  ['outside-replaced', ['outside']],
  ['outside-sensitive', ['outside']],
  ['outside-count', ['outside']],
  ['outside-count-deleted', ['outside']],
  ['outside-odd-key', ['outside']],
  ['outside-odd-keys-all', ['outside']],
  ['outside-odd-key-deleted', ['outside']],
  ['outside-in-module', ['outside']],
  ['outside-deleted-in-module-with-dependent', ['outside']],
  ['outside-deleted-in-module-with-dependent', ['outside'], unknown],
  ['outside-with-output', ['outside']],
  ['outside-with-output', ['outside'], unknown],
  ['outside-accepted-in-code', ['outside']],
  ['outside-deleted-and-removed-in-code', ['outside']],

  ['outside-tags', ['ignored'], rule('sandbox_network.*')],
  ['outside-tags', ['ignored'], rule('**', { attributes: ['tags'] })],
  ['outside-tags', ['outside'], rule('**', { attributes: ['cidr'] })],
  ['outside-tags', ['outside'], rule('sandbox_database.*')],
  [
    'outside-tags',
    ['outside'],
    rule('**', { expiresAt: '2026-11-24T02:00:00Z' }),
  ],
  [
    'outside-tags',
    ['ignored'],
    rule('**', { expiresAt: '2026-11-24T02:00:01Z' }),
  ],
  [
    'outside-one-tag-of-two',
    ['ignored'],
    rule('**', { attributes: ['tags["cost.center"]'] }),
  ],
  [
    'outside-one-tag-of-two',
    ['outside'],
    rule('**', { attributes: ['tags.team'] }),
  ],
  [
    'outside-size-and-tags',
    ['outside', 'ignored'],
    rule('**', { attributes: ['tags'] }),
  ],
  [
    'outside-two-attributes',
    ['outside', 'ignored'],
    rule('**', { attributes: ['size'] }),
  ],
  ['outside-computed-only', ['ignored'], rule('**', { attributes: ['url'] })],
  ['outside-deleted', ['outside'], rule('**')],
  ['outside-deleted', ['outside'], rule('**', { attributes: ['**'] })],
  [
    'outside-deleted',
    ['outside'],
    rule('**', { attributes: ['**'], includeDeletions: true }),
  ],
  ['outside-deleted', ['ignored'], rule('**', { includeDeletions: true })],
  ['outside-replaced', ['outside'], rule('**', { attributes: ['**'] })],
  [
    'outside-deleted-with-dependent',
    ['ignored'],
    rule('sandbox_network.main', { includeDeletions: true }),
  ],
  ['outside-odd-key', ['ignored'], rule('sandbox_network.main["a.b[0]"]')],
  ['outside-odd-keys-all', ['ignored'], rule('sandbox_network.main[*]')],
  ['outside-in-module', ['ignored'], rule('module.net*.sandbox_network.*')],
  ['outside-in-module', ['outside'], rule('sandbox_network.*')],
  ['outside-sensitive', ['ignored'], rule('**', { attributes: ['tags.key'] })],

  ['undeployed-attribute', ['undeployed']],
  ['undeployed-attribute', ['undeployed'], unknown],
  ['undeployed-added', ['undeployed']],
  ['undeployed-removed', ['undeployed']],
  ['undeployed-all-removed', ['undeployed']],
  ['undeployed-replaced', ['undeployed']],
  ['undeployed-replaced-with-dependent', ['undeployed']],
  ['undeployed-replaced-with-dependent', ['undeployed'], unknown],
  ['undeployed-create-before-destroy', ['undeployed']],
  ['undeployed-count-raised', ['undeployed']],
  ['undeployed-count-lowered', ['undeployed']],
  ['undeployed-odd-key-added', ['undeployed']],
  ['undeployed-key-renamed', ['undeployed']],
  ['undeployed-data', ['undeployed']],
  ['undeployed-with-output', ['undeployed', 'bookkeeping']],
  ['undeployed-triggered', ['undeployed']],
  ['undeployed-variable', ['undeployed']],
  ['undeployed-variable', ['undeployed'], unknown],
  ['undeployed-variable-known', ['undeployed']],
  ['undeployed-secret', ['undeployed']],
  ['undeployed-first', ['undeployed']],
  ['undeployed-first-with-output', ['undeployed', 'bookkeeping']],
  ['undeployed-first-of-nothing', []],

  ['both-other-attribute', ['outside', 'undeployed']],
  ['both-same-attribute', ['outside', 'undeployed']],
  ['both-other-resource', ['outside', 'undeployed']],
  ['both-other-resource', ['outside', 'undeployed'], unknown],
  ['both-other-resource', ['ignored', 'undeployed'], rule('**')],
  ['both-added', ['outside', 'undeployed']],
  ['both-added', ['outside', 'undeployed'], unknown],
  ['both-deleted-and-changed-in-code', ['outside', 'undeployed']],
  ['both-dependent-and-added', ['outside', 'undeployed']],
  ['both-dependent-and-added', ['outside', 'undeployed'], unknown],
  ['both-variable', ['outside', 'undeployed']],

  ['books-output-added', ['bookkeeping']],
  ['books-output-added', ['bookkeeping'], unknown],
  ['books-output-changed', ['bookkeeping']],
  ['books-output-removed', ['bookkeeping']],
  ['books-output-number', []],
  ['books-moved', ['bookkeeping']],
  ['books-moved', ['bookkeeping'], unknown],
  ['books-moved-to-key', ['bookkeeping']],
  ['books-moved-and-changed-outside', ['outside', 'bookkeeping']],
  ['books-moved-and-changed-outside', ['outside', 'bookkeeping'], unknown],
  ['books-moved-and-changed-in-code', ['undeployed', 'bookkeeping']],
  ['books-import', ['bookkeeping']],
  ['books-import-and-update', ['undeployed', 'bookkeeping']],
  ['books-forget', ['bookkeeping']],

  ['check-passed', []],
  ['check-failed', ['failed check']],
  // Terraform asks checks of the values that an apply would put back.
  ['check-of-drifted', ['outside']],
  ['check-added-failing', ['failed check']],
  ['check-unknown', ['unknown check']],
  ['check-unknown-until-apply', ['undeployed', 'unknown check']],
  ['check-nested-data', []],
  ['check-nested-data', [], unknown],
  ['check-nested-data-failed', ['failed check']],

  ['condition-failed', ['failed check']],
  ['condition-failed', ['failed check'], unknown],
  ['condition-failed-and-outside', ['outside', 'failed check']],
  ['condition-failed-at-head', ['failed check']],
  ['condition-failed-at-applied', ['failed check']],

  ['tool-provider-tells-more', ['tool']],
  ['tool-provider-tells-more', ['tool'], unknown],
  ['tool-provider-wants-more', ['tool']],
  ['tool-provider-both', ['tool']],
  ['tool-provider-without-effect', []],
  ['tool-provider-and-outside', ['outside', 'tool']],
  ['tool-provider-and-outside', ['ignored', 'tool'], rule('**')],
  ['tool-provider-and-outside-elsewhere', ['outside', 'tool']],
  ['tool-provider-and-deleted', ['outside']],
  ['tool-provider-and-undeployed', ['tool', 'undeployed']],
  ['tool-provider-odd-keys', ['tool']],
  ['tool-provider-in-module', ['tool']],
  ['tool-lock-file-moved', ['tool']],
  ['tool-lock-file-moved-wants-more', ['undeployed']],
  ['tool-version', ['tool']],
  ['tool-version-without-effect', []],

  ['unexplained-always-new', ['unexplained']],
  ['unexplained-state-edited', ['unexplained']],
  ['unexplained-tainted', ['unexplained']],
  ['unexplained-removed-from-state', ['unexplained']],
  ['unexplained-and-outside-elsewhere', ['outside', 'unexplained']],
  ['unexplained-upstream', ['unexplained']],
];

function verdictOf([name, expected, options]: Row): Verdict {
  return { name, expected, found: classesOf(checkPair(name, options)) };
}

describe('drift checks of real plan pairs', () => {
  it('are made of every pair', () => {
    const named = new Set(TABLE.map(([name]) => name));
    expect([...named, 'errored'].sort()).toEqual(pairNames());
    expect(named.size).toBeGreaterThanOrEqual(60);
  });

  it('say all that happened, and nothing else', () => {
    const verdicts = TABLE.map(verdictOf);
    const confusion = confusionOf(verdicts);
    process.stdout.write(
      `${verdicts.length} drift checks\n${renderConfusion(confusion)}\n`,
    );
    const wrong = verdicts.filter(
      ({ expected, found }) =>
        [...expected].sort().join() !== [...found].sort().join(),
    );
    expect(wrong).toEqual([]);
    for (const name of CLASSES) {
      expect(confusion[name]).toMatchObject({ precision: 1, recall: 1 });
      expect(confusion[name].trueNegatives).toBeGreaterThan(0);
    }
  });

  it('would be found out if one were wrong', () => {
    const [first, ...rest] = TABLE.map(verdictOf);
    const mislabelled = confusionOf([
      { ...first, expected: ['outside'] },
      ...rest,
    ]);
    expect(mislabelled.outside).toMatchObject({
      falseNegatives: 1,
      precision: 1,
    });
    expect(mislabelled.outside.recall).toBeLessThan(1);
    const overeager = confusionOf([{ ...first, found: ['tool'] }, ...rest]);
    expect(overeager.tool).toMatchObject({ falsePositives: 1, recall: 1 });
    expect(overeager.tool.precision).toBeLessThan(1);
  });

  it('is no answer when a plan has errors', () => {
    expect(() => checkPair('errored')).toThrow(/has errors/);
  });
});

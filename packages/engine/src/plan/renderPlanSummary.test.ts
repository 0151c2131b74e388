import { emptySummary, renderPlanSummary, summarizePlan } from '.';
import driftPlan from './__fixtures__/drift.json';
import erroredPlan from './__fixtures__/errored.json';
import everyChangePlan from './__fixtures__/every-change.json';
import { planWith, resourceWith } from './__fixtures__/plans';

describe('renderPlanSummary', () => {
  it('reads like a plan, destructive changes first', () => {
    const text = renderPlanSummary(summarizePlan(everyChangePlan));
    const lines = text.split('\n');
    expect(lines.slice(0, 2)).toEqual([
      'Changes:',
      '  -   terraform_data.counted[1]  (delete; its index is beyond count)',
    ]);
    expect(lines).toEqual(
      expect.arrayContaining([
        '  -/+ terraform_data.replaced  (replace, delete first; cannot be updated in place)',
        '        triggers_replace: "v1" -> "v2"  # forces replacement',
        '        input.tags["cost center"]: "1" -> "2"',
        '        input.password: (sensitive) -> (sensitive)',
        '      terraform_data.new_name  (moved from terraform_data.old_name)',
        '  ~   terraform_data.imported  (update; imported, id imported-id)',
        'Outputs:',
        '  ~   secret  (update, sensitive)',
        'Failed checks:',
        '  !   check.size',
        '        kept is same',
      ]),
    );
    expect(lines.slice(-3)).toEqual([
      'Applying this plan changes something.',
      '3 to delete, 2 to replace, 1 to forget, 4 to update, 2 to create, 1 to import, 2 moved, 1 to read, 4 outputs changed, 7 unchanged, 1 failed check.',
      '',
    ]);
  });

  it('sets apart what changed outside Terraform', () => {
    expect(renderPlanSummary(summarizePlan(driftPlan))).toMatch(
      /Changed outside Terraform:\n {2}- {3}sandbox_network\.spare {2}\(delete\)/,
    );
  });

  it('says that nothing changes', () => {
    const summary = emptySummary({ terraformVersion: '1.11.4', noop: 3 });
    expect(renderPlanSummary(summary)).toBe('No changes.\n3 unchanged.\n');
  });

  it('warns of an errored plan', () => {
    expect(renderPlanSummary(summarizePlan(erroredPlan))).toContain(
      'The plan ended with errors: it is incomplete and cannot be applied.',
    );
  });

  it('colours only on request', () => {
    const summary = summarizePlan(everyChangePlan);
    expect(renderPlanSummary(summary)).not.toContain('\u001b');
    expect(renderPlanSummary(summary, { color: true })).toContain(
      '\u001b[31m-  \u001b[0m terraform_data.counted[1]',
    );
  });

  it('does not let a plan write to the terminal', () => {
    const text = renderPlanSummary(
      summarizePlan(
        planWith({
          resource_changes: [
            resourceWith(
              ['create'],
              { after: { a: '\u009b31m\u202e' } },
              { address: 'x.y["\u001b[2J"]' },
            ),
          ],
        }),
      ),
    );
    expect(text).toContain('x.y["\\u001b[2J"]');
    expect(text).toContain('"\\u009b31m\\u202e"');
  });
});

import { explainUnreadableRule } from '@backstage-iac/engine';
import type { IgnoreDriftRule } from '@backstage-iac/plugin-iac-common';
import { createHash } from 'node:crypto';
import { z } from 'zod';

const text = z.string().min(1, 'must not be empty');

const time = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: ({ input }) =>
    `must be a date such as '2027-03-31' or a time such as '2027-03-31T18:00:00Z', got ${JSON.stringify(
      input,
    )}`,
});

const driftRule = z
  .strictObject({
    id: z
      .string()
      .regex(
        /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
        'must be 1 to 63 letters, digits, dots, dashes or underscores, and start with a letter or digit',
      )
      .optional(),
    address: text,
    attributes: z
      .array(text)
      .min(1, 'must name an attribute; leave it out for all of them')
      .optional(),
    includeDeletions: z.boolean().optional(),
    reason: text,
    owner: text,
    ticket: text.optional(),
    expiresAt: time.optional(),
  })
  .transform((section, context): IgnoreDriftRule => {
    const rule = { ...section, id: section.id ?? defaultId(section) };
    // The engine reads it again at each check, and by the same words.
    const problem = explainUnreadableRule(rule);
    if (problem) context.addIssue({ code: 'custom', message: problem });
    if (rule.attributes && rule.includeDeletions) {
      context.addIssue({
        code: 'custom',
        path: ['includeDeletions'],
        message:
          "has no effect beside 'attributes': such a rule never hides a deletion; leave one of them out",
      });
    }
    return rule;
  });

/** Known drift: `drift.ignore` of an environment, and of `defaults`. */
export const driftRules = z.array(driftRule).superRefine((rules, context) => {
  rules.forEach(({ id, address }, index) => {
    const first = rules.findIndex(other => other.id === id);
    if (first === index) return;
    context.addIssue({
      code: 'custom',
      path: [index, 'id'],
      message: `'${id}' (${address}) is there twice; every rule needs an id of its own, and rules without one must not hide the same`,
    });
  });
});

/**
 * The same as long as the rule hides the same: neither its place in the list nor
 * another reason, owner or date makes it another rule.
 */
function defaultId(
  rule: Pick<IgnoreDriftRule, 'address' | 'attributes' | 'includeDeletions'>,
): string {
  const { address, attributes = [], includeDeletions = false } = rule;
  const hidden = JSON.stringify([
    address,
    [...attributes].sort(),
    includeDeletions,
  ]);
  return `rule-${createHash('sha256')
    .update(hidden)
    .digest('hex')
    .slice(0, 8)}`;
}

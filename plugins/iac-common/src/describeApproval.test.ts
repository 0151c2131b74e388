import type { ApprovalStatus } from './approvals';
import { describeApproval } from './describeApproval';

const status: ApprovalStatus = {
  runId: 'r',
  required: 1,
  given: 0,
  reviews: [],
  approvers: [],
  requesterMayApprove: true,
  authorMayApprove: true,
  expiresAfterSeconds: 86_400,
  guardedChanges: [],
  typeName: false,
  you: {},
};

describe('describeApproval', () => {
  it.each<[Partial<ApprovalStatus>, string]>([
    [{}, '0 of 1 approval'],
    [
      {
        required: 2,
        given: 1,
        approvers: ['group:default/leads', 'external:ci'],
      },
      '1 of 2 approvals; approvers are group:default/leads, external:ci',
    ],
    [
      {
        given: 1,
        freeze: { title: 'Weekend', until: '2026-11-30T07:00:00.000Z' },
      },
      "1 of 1 approval; held by the freeze 'Weekend' until 2026-11-30T07:00:00.000Z",
    ],
    [
      {
        guardedChanges: [{ address: 'db.main', type: 'db', action: 'delete' }],
      },
      '0 of 1 approval; one more than usual because it destroys or replaces db.main',
    ],
  ])('says %p', (changes, words) => {
    expect(describeApproval({ ...status, ...changes })).toBe(words);
  });
});

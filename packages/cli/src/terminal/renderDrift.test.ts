import type {
  DriftResult,
  ResourceChange,
} from '@backstage-iac/plugin-iac-common';
import { renderDrift } from './renderDrift';

const network: ResourceChange = {
  address: 'sandbox_network.main["eu"]',
  type: 'sandbox_network',
  name: 'main',
  mode: 'managed',
  provider: 'local/sandbox',
  action: 'update',
  attributes: [
    {
      path: 'tags["team"]',
      before: { kind: 'value', json: '"platform"' },
      after: { kind: 'absent' },
    },
    {
      path: 'key',
      before: { kind: 'sensitive' },
      after: { kind: 'sensitive' },
    },
  ],
};

describe('renderDrift', () => {
  it('shows what changed outside Terraform by resource and attribute, and masks what is sensitive', () => {
    expect(
      renderDrift('staging', {
        status: 'drifted',
        outsideChanges: [
          network,
          {
            ...network,
            address: 'sandbox_alert_rule.disk',
            action: 'delete',
            attributes: [],
          },
        ],
        undeployedChanges: 1,
        failedChecks: [
          { address: 'check.ingress', status: 'fail', messages: ['503'] },
        ],
      }),
    ).toBe(`Drift in 'staging': 2 resources changed outside Terraform

  ~ sandbox_network.main["eu"] changed
      tags["team"]: "platform" → (none)
      key: (sensitive) → (sensitive)

  - sandbox_alert_rule.disk deleted

  ✖ check check.ingress fail
      503

Not drift: 1 change of the code or variables not applied yet`);
  });

  it('never calls an undeployed change drift', () => {
    expect(
      renderDrift('staging', {
        status: 'clean',
        outsideChanges: [],
        undeployedChanges: 3,
        failedChecks: [],
      }),
    ).toBe(`No drift in 'staging'

Not drift: 3 changes of the code or variables not applied yet`);
  });

  it('lets no name steer the terminal', () => {
    const address = 'a["\u001b[2J\u202e"]';

    expect(
      renderDrift('staging', {
        status: 'drifted',
        outsideChanges: [{ ...network, address, attributes: [] }],
        undeployedChanges: 0,
        failedChecks: [],
      }),
    ).toContain('~ a["\\u001b[2J\\u202e"] changed');
  });

  it('tells each other sort of change apart', () => {
    const planned: ResourceChange = { ...network, address: 'a.b' };
    expect(
      renderDrift('staging', {
        status: 'drifted',
        severity: 'low',
        outsideChanges: [{ ...network, attributes: [] }],
        ignored: [
          {
            change: { ...network, address: 'c.d', attributes: [] },
            rule: {
              id: 'tags',
              address: 'c.*',
              reason: 'tagged by a robot',
              owner: 'group:default/platform',
              expiresAt: '2027-01-01',
            },
          },
        ],
        undeployedChanges: 1,
        undeployed: {
          basis: 'two-plans',
          headCommit: 'b',
          appliedCommit: 'a',
          commit: 'moved',
          variables: 'same',
          atApplied: [],
          atHead: [planned],
          changes: [{ ...planned, action: 'delete-then-create' }],
        },
        toolChange: {
          versions: [{ name: 'terraform', from: '1.10.5', to: '1.11.4' }],
          changes: [planned],
          refreshed: [],
        },
        unexplained: [{ ...planned, address: 'e.f' }],
        bookkeeping: {
          outputs: ['url'],
          moved: ['g.h'],
          imported: [],
          forgotten: [],
        },
        failedChecks: [],
        unknownChecks: [
          { address: 'check.later', status: 'unknown', messages: [] },
        ],
        answers: {
          reapply: {
            changes: [],
            counts: { create: 0, update: 2, delete: 0, replace: 1 },
          },
          accept: { changes: [network] },
        },
        proof: {
          before: {},
          after: {},
          moved: true,
          message: 'The state moved.',
        },
      }),
    )
      .toBe(`Drift in 'staging': 1 resource changed outside Terraform, severity low

  ~ sandbox_network.main["eu"] changed

  ? check check.later unknown

Known drift, ignored: 1 change
  ~ c.d changed
      rule 'tags' of group:default/platform: tagged by a robot, until 2027-01-01

Not drift: 1 change of the code or variables not applied yet
  ± a.b replace

Not drift: terraform 1.10.5 → 1.11.4, which moves 1 resource
  ~ a.b update

Not explained: 1 change planned at the last applied commit, though code, variables and tools are the same
  ~ e.f update

Only to be written down: outputs url; moved g.h

To answer it:
  apply again what was applied: 2 to update, 1 to replace
  accept it, by a refresh-only run: the state takes over 1 resource

Warning: The state moved.`);
  });

  it('says what it cannot know', () => {
    const known: Pick<
      DriftResult,
      'status' | 'outsideChanges' | 'failedChecks'
    > = { status: 'clean', outsideChanges: [], failedChecks: [] };
    const basis = { headCommit: 'b', atHead: [], changes: [] };
    expect(
      renderDrift('staging', {
        ...known,
        undeployedChanges: 0,
        undeployed: {
          ...basis,
          basis: 'none',
          because: 'A condition fails',
          commit: 'same',
          variables: 'same',
        },
      }),
    ).toContain('Not known: what was not applied yet. A condition fails');
    expect(
      renderDrift('staging', {
        ...known,
        undeployedChanges: 1,
        undeployed: {
          ...basis,
          basis: 'one-plan',
          because: 'The last applied commit is not known',
          commit: 'unknown',
          variables: 'unknown',
        },
      }),
    ).toContain('(by one plan: The last applied commit is not known)');
  });
});

import type { ResourceChange } from '@backstage-iac/plugin-iac-common';
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
});

import type { DriftResult } from '@backstage-iac/plugin-iac-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aCleanDriftPlan,
  aDriftResult,
  aFullDriftPlan,
  APPLIED_COMMIT,
} from '../../__testUtils__/drift';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { aDriftPlan, minutesAgo } from '../../__testUtils__/fixtures';
import {
  MemoryIacApi,
  type MemoryIacApiOptions,
} from '../../__testUtils__/MemoryIacApi';
import { aProtectedReadiness } from '../../__testUtils__/people';
import { renderPortal } from '../../__testUtils__/renderPortal';

async function openDrift(
  options: MemoryIacApiOptions = {},
  denied: string[] = [],
  name = 'production',
) {
  const api = new MemoryIacApi({
    environments: [aReadiness('drifted', name)],
    plans: { [`${name}-14`]: aFullDriftPlan() },
    ...options,
  });
  renderPortal({ api, path: `/environments/${name}`, denied });
  const panel = await screen.findByRole('region', { name: 'Drift' });
  return { api, panel, drift: within(panel) };
}

const found = (changes: Partial<DriftResult>): MemoryIacApiOptions => ({
  plans: { 'production-14': aFullDriftPlan(changes) },
});

const clean = (changes: Partial<DriftResult> = {}): MemoryIacApiOptions => ({
  environments: [aReadiness('ready', 'production')],
  plans: { 'production-14': aCleanDriftPlan(changes) },
});

describe('What changed outside Terraform', () => {
  it('is listed by severity, resource and attribute', async () => {
    const { drift } = await openDrift();
    const head = await drift.findByRole('button', {
      name: '2 resources changed outside Terraform 1 high 1 medium',
    });
    expect(head).toHaveAttribute('aria-expanded', 'true');
    expect(drift.getByText('storage_gb')).toBeVisible();
    expect(drift.getByText('500')).toBeVisible();
    expect(drift.getByText('gone')).toBeVisible();
    expect(
      drift.getByText('gone, or another object in its place'),
    ).toBeVisible();
  });

  it('is told without severity by an earlier version', async () => {
    const { drift } = await openDrift({
      plans: { 'production-14': aDriftPlan() },
    });
    expect(await drift.findByText('severity not told')).toBeVisible();
    expect(
      drift.getByText(/^Looked for, and not found: .*wait to be deployed/),
    ).toHaveTextContent(/Not told by this check: .*newer tool.*known drift\.$/);
  });

  it('is named when the plan is withheld', async () => {
    const { drift } = await openDrift({ plans: {} });
    expect(
      await drift.findByText('module.networking.sandbox_network.main'),
    ).toBeVisible();
  });

  it('is not trusted when somebody wrote the state meanwhile', async () => {
    const position = { lineage: '0d4f', serial: 212 };
    const { drift } = await openDrift(
      found({
        proof: {
          before: position,
          after: { ...position, serial: 213 },
          moved: true,
        },
      }),
    );
    expect(await drift.findByText(/may mix two states/)).toBeVisible();
  });
});

describe('What is no drift', () => {
  it.each([
    [
      /^1 resource waits to be deployed code moved from a1b2c3d to f00dcaf/,
      /wants? this/,
    ],
    [
      /^1 resource moved by a newer tool sandbox 1\.4\.0 → 1\.5\.0/,
      /http_version/,
    ],
    [/^1 failed check check\.certificate/, /The certificate ends in 9 days/],
    [/^2 entries of bookkeeping/, /database_endpoint.*sandbox_subnet\.private/],
    [
      /^1 resource with known drift not counted/,
      /autoscaler.*platform-leads.*CHG-1900.*in \d+ d.*sizes the pools/,
    ],
  ])('%s stands apart and opens', async (name, words) => {
    const { panel, drift } = await openDrift();
    const head = await drift.findByRole('button', { name });
    expect(head).toHaveAttribute('aria-expanded', 'false');
    expect(panel).not.toHaveTextContent(words);
    await userEvent.click(head);
    expect(panel).toHaveTextContent(words);
  });

  it('is shown beside a clean answer', async () => {
    const { panel, drift } = await openDrift(clean());
    expect(drift.getByText('Nothing changed outside Terraform.')).toBeVisible();
    expect(
      await drift.findByRole('button', { name: /waits to be deployed/ }),
    ).toBeVisible();
    expect(panel).toHaveTextContent(
      'Looked for, and not found: changes by a newer tool, unexplained changes, failed checks, bookkeeping, known drift.',
    );
    expect(drift.queryByText('Answer the drift')).not.toBeInTheDocument();
  });

  it('is not known while a condition fails', async () => {
    const { drift } = await openDrift(
      clean({
        undeployedChanges: 0,
        undeployed: {
          basis: 'none',
          because: 'A condition fails',
          headCommit: APPLIED_COMMIT,
          commit: 'same',
          variables: 'same',
          atHead: [],
          changes: [],
        },
      }),
    );
    const head = await drift.findByRole('button', {
      name: /^Not known what waits to be deployed/,
    });
    await userEvent.click(head);
    expect(drift.getByText('A condition fails.')).toBeVisible();
    expect(
      drift.getByText(/Not told by this check: .*unexplained changes/),
    ).toBeVisible();
  });

  it('may be a check that nobody could decide', async () => {
    const { drift } = await openDrift(
      clean({
        unknownChecks: [
          { address: 'check.health', status: 'unknown', messages: [] },
        ],
      }),
    );
    await userEvent.click(
      await drift.findByRole('button', {
        name: '1 check could not be decided',
      }),
    );
    expect(drift.getByText(/Not failed, not passed/)).toBeVisible();
  });
});

describe('A check that tells nothing', () => {
  it('says why it failed, and that the earlier answer is not current', async () => {
    const readiness = aReadiness('check_failed', 'production');
    const { panel, drift } = await openDrift({
      environments: [
        {
          ...readiness,
          drift: { ...readiness.drift, addresses: ['sandbox_network.main'] },
        },
      ],
    });
    expect(
      drift.getByRole('heading', { name: 'The check itself failed' }),
    ).toBeVisible();
    expect(panel).toHaveTextContent(
      /locked by 'guest@laptop'.*Wait for that person.*not current\. It came 41 min ago\. It named 1 resource: ?sandbox_network\.main/,
    );
    expect(drift.getByRole('link', { name: 'Read its log' })).toHaveAttribute(
      'href',
      '/iac/runs/production-14#log',
    );
    expect(panel).not.toHaveTextContent('No drift');
  });

  it('says that there was no earlier answer', async () => {
    const { drift } = await openDrift({
      environments: [
        {
          ...aReadiness('check_failed', 'production'),
          lastDriftCheck: undefined,
          drift: { status: 'failed', stale: true, addresses: [] },
        },
      ],
    });
    expect(drift.getByText(/It did not say why/)).toBeVisible();
    expect(drift.getByText('No earlier check gave an answer.')).toBeVisible();
  });

  it.each([
    ['never_planned', undefined, /nobody has checked yet/],
    ['never_planned', minutesAgo(90), /an apply has changed the environment/],
    ['stale', minutesAgo(3_000), /This answer is out of date/],
  ] as const)('of a scene (%#) offers to check', async (scene, at, words) => {
    const readiness = aReadiness(scene, 'production');
    const { drift } = await openDrift({
      environments: [
        { ...readiness, drift: { ...readiness.drift, checkedAt: at } },
      ],
    });
    expect(drift.getByText(words)).toBeVisible();
    await userEvent.click(drift.getByRole('button', { name: 'Check drift' }));
    expect(
      await screen.findByRole('dialog', {
        name: /^Drift check on production/,
      }),
    ).toBeVisible();
  });
});

describe('Answers to drift', () => {
  const choose = async (name: string, options?: MemoryIacApiOptions) => {
    const { drift, api } = await openDrift(options);
    const choice = await drift.findByRole('group', { name });
    return {
      api,
      drift,
      choice,
      action: within(choice).getByRole('button', { name: /^Plan to/ }),
    };
  };

  it('puts it back at the last applied commit', async () => {
    const { api, choice, action } = await choose('Put it back');
    const createRun = jest.spyOn(api, 'createRun');
    expect(choice).toHaveTextContent(
      /Applies a1b2c3d again.*~ 1 change\+ 1 create.*Variables moved/,
    );
    await userEvent.click(action);
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByDisplayValue(APPLIED_COMMIT)).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: 'Start' }));
    await screen.findByRole('heading', { name: /^Plan and apply #/ });
    expect(createRun.mock.calls[0][0]).toMatchObject({
      operation: 'plan-and-apply',
      ref: APPLIED_COMMIT,
    });
  });

  it('puts it back at the head when the last commit is not known', async () => {
    const undeployed = aDriftResult().undeployed!;
    const { choice, action } = await choose(
      'Put it back',
      found({ undeployed: { ...undeployed, commit: 'unknown' } }),
    );
    expect(choice).toHaveTextContent(/What waits to be deployed goes along/);
    await userEvent.click(action);
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByLabelText(/^Branch, tag or commit/)).toHaveValue('');
  });

  it('warns of what putting back destroys', async () => {
    const answers = aDriftResult().answers!;
    const { choice } = await choose(
      'Put it back',
      found({
        answers: {
          ...answers,
          reapply: {
            ...answers.reapply!,
            counts: { create: 0, update: 0, delete: 0, replace: 2 },
          },
        },
      }),
    );
    expect(choice).toHaveTextContent(/Destroys or replaces 2 resources/);
  });

  it('takes it over into the state', async () => {
    const { api, choice, action } = await choose('Take it over');
    const createRun = jest.spyOn(api, 'createRun');
    expect(choice).toHaveTextContent(
      /3 resources, known drift included.*1 resource that is gone/,
    );
    await userEvent.click(
      within(choice).getByRole('button', { name: 'Show the 3 changes' }),
    );
    expect(within(choice).getByText('storage_gb')).toBeVisible();
    await userEvent.click(action);
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByText(/which values its state would take over/),
    ).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: 'Start' }));
    await screen.findByRole('heading', { name: /^Refresh #/ });
    expect(createRun.mock.calls[0][0].ref).toBeUndefined();
  });

  const broken = aReadiness('drifted', 'production');
  it.each<[string, MemoryIacApiOptions, RegExp]>([
    [
      'broken',
      {
        environments: [
          {
            ...broken,
            environment: { ...broken.environment, problem: 'no such folder' },
          },
        ],
      },
      /It cannot run: no such folder/,
    ],
    [
      'for plans only',
      { environments: [aProtectedReadiness({ apply: 'never' })] },
      /it is for plans only/,
    ],
  ])('are refused early where it is %s', async (_, options, why) => {
    const { drift, action } = await choose('Put it back', options);
    expect(drift.getByText(/^Neither can be started/)).toHaveTextContent(why);
    expect(action).toBeDisabled();
  });

  it('are refused early to whoever may not', async () => {
    // A name of its own: answers about permissions are kept from test to test.
    const { drift } = await openDrift({}, ['iac.run.apply'], 'locked');
    expect(
      await drift.findByText(/^Neither.*Ask platform-leads/),
    ).toBeVisible();
    for (const name of ['Plan to put it back', 'Plan to take it over']) {
      expect(drift.getByRole('button', { name })).toBeDisabled();
    }
  });
});

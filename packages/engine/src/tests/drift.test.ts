import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  drift as changeByHand,
  installMirror,
  PROVIDER_SOURCE,
} from '@backstage-iac/terraform-provider-sandbox';
import type { DriftResult } from '@backstage-iac/plugin-iac-common';
import { StalePlanError } from '../errors';
import type { EngineEvent, LastApplied, PlanEvidence } from '../types';
import { Harness, type PlanOptions } from './Harness';

// Real Terraform with a provider, on machines that may be slow.
jest.setTimeout(120_000);

const HEADER = `terraform {
  required_providers {
    sandbox = {
      source = "${PROVIDER_SOURCE}"
    }
  }
}

provider "sandbox" {
  cloud = "staging"
}
`;
const DATABASE = `
resource "sandbox_database" "main" {
  name       = "main"
  engine     = "postgres"
  storage_gb = 20
  password   = "long-enough"
  size       = "small"
}
`;
const NETWORK = `
resource "sandbox_network" "main" {
  name = "main"
  cidr = "10.0.0.0/16"
}
`;
const OUTPUT = `
output "answer" {
  value = 42
}
`;
const NESTED_CHECK = `
check "region" {
  data "sandbox_region" "north" {
    name = "north-1"
  }
  assert {
    condition     = data.sandbox_region.north.location == "Stockholm"
    error_message = "moved away"
  }
}
`;
const BROKEN = `
resource "sandbox_network" "broken" {
  name = var.nowhere
}
`;

/** An environment in the sandbox's cloud, applied once at a commit. */
class Cloud {
  readonly harness: Harness;
  readonly clouds: string;
  readonly mirror: string;
  deployed!: LastApplied;

  constructor() {
    this.mirror = mkdtempSync(path.join(tmpdir(), 'iac-mirror-'));
    const { cliConfigFile } = installMirror(this.mirror);
    this.harness = new Harness({ cliConfigFile });
    this.clouds = path.join(this.harness.root, 'clouds');
    this.harness.define('staging', { env: { SANDBOX_HOME: this.clouds } });
  }

  code(...parts: string[]): string {
    this.harness.write({ 'envs/staging/main.tf': [HEADER, ...parts].join('') });
    return this.harness.commit(`change ${parts.length}`);
  }

  async deploy(...parts: string[]): Promise<PlanEvidence> {
    this.code(...parts);
    const plan = await this.harness.plan('staging');
    const { statePosition } = await this.harness.apply('staging');
    this.deployed = {
      statePosition,
      commit: plan.commit.commit,
      variableSet: plan.digests.variableSet,
      tool: plan.tool,
      providers: plan.providers,
    };
    return plan;
  }

  async check(
    options: PlanOptions = {},
  ): Promise<DriftResult & { plan: PlanEvidence }> {
    const plan = await this.harness.plan('staging', {
      operation: 'drift-check',
      lastApplied: this.deployed,
      ...options,
    });
    if (!plan.drift) throw new Error('The drift check gave no answer');
    return { ...plan.drift, plan };
  }

  change(set?: Record<string, string>): Promise<unknown> {
    return changeByHand({
      directory: this.clouds,
      cloud: 'staging',
      set,
      delete: !set,
    });
  }

  forgetInitialisation(): void {
    const cache = path.join(this.harness.home, 'cache', 'data');
    rmSync(cache, { recursive: true, force: true });
  }

  dispose(): void {
    this.harness.dispose();
    rmSync(this.mirror, { recursive: true, force: true });
  }

  get stateFile(): string {
    return path.join(this.harness.home, 'state', 'staging.tfstate');
  }

  /** State and cloud, byte for byte. */
  everything(): string {
    const cloud = path.join(this.clouds, 'staging.json');
    return readFileSync(this.stateFile, 'utf8') + readFileSync(cloud, 'utf8');
  }
}

describe('a drift check of an environment that nobody touched', () => {
  let cloud: Cloud;
  beforeAll(async () => {
    cloud = new Cloud();
    await cloud.deploy(NETWORK);
  });
  afterAll(() => cloud.dispose());

  it('finds nothing where nothing happened, with one plan', async () => {
    const before = cloud.everything();
    const check = await cloud.check();
    expect(check).toMatchObject({
      status: 'clean',
      outsideChanges: [],
      undeployedChanges: 0,
      unexplained: [],
      undeployed: {
        basis: 'one-plan',
        because: 'The head is the last applied commit',
        commit: 'same',
        variables: 'same',
      },
      proof: { moved: false },
    });
    expect(cloud.everything()).toBe(before);
  });

  it('makes do with one plan when the last applied commit is gone, and says so', async () => {
    const lastApplied = { ...cloud.deployed, commit: 'f'.repeat(40) };
    const { undeployed } = await cloud.check({ lastApplied });
    expect(undeployed).toMatchObject({
      basis: 'one-plan',
      because: expect.stringMatching(
        /^The last applied commit cannot be had any more: /,
      ),
    });
  });

  it('trusts no last apply after which somebody else wrote the state', async () => {
    const position = cloud.deployed.statePosition;
    const lastApplied = {
      ...cloud.deployed,
      statePosition: { ...position, serial: (position?.serial ?? 0) - 1 },
    };
    expect((await cloud.check({ lastApplied })).undeployed).toMatchObject({
      basis: 'one-plan',
      because: expect.stringMatching(/^The state was written after the last/),
      commit: 'unknown',
    });
  });

  it('says when somebody else moved the state meanwhile', async () => {
    let isWritten = false;
    const { proof } = await cloud.check({
      onEvent: event => {
        if (isWritten || event.type !== 'log' || event.stage !== 'plan') return;
        isWritten = true;
        const state = JSON.parse(readFileSync(cloud.stateFile, 'utf8'));
        state.serial += 1;
        writeFileSync(cloud.stateFile, JSON.stringify(state));
      },
    });
    expect(proof).toMatchObject({
      moved: true,
      message: expect.stringMatching(/^The state moved while it was checked/),
    });
    expect(proof?.after.serial).toBe((proof?.before.serial ?? 0) + 1);
  });
});

describe('a drift check', () => {
  let cloud: Cloud;
  beforeEach(() => {
    cloud = new Cloud();
  });
  afterEach(() => cloud.dispose());

  it('tells an outside change from one that was not deployed, by two plans', async () => {
    await cloud.deploy(DATABASE);
    const head = cloud.code(DATABASE, NETWORK);
    await cloud.change({ size: 'large' });
    const before = cloud.everything();
    cloud.harness.events.length = 0;

    const check = await cloud.check();

    expect(check.outsideChanges).toMatchObject([
      {
        address: 'sandbox_database.main',
        severity: 'medium',
        attributes: [
          {
            path: 'size',
            before: { kind: 'value', json: '"small"' },
            after: { kind: 'value', json: '"large"' },
          },
        ],
      },
    ]);
    expect(check.undeployed).toMatchObject({
      basis: 'two-plans',
      appliedCommit: cloud.deployed.commit,
      headCommit: head,
      atApplied: [{ address: 'sandbox_database.main', action: 'update' }],
      changes: [{ address: 'sandbox_network.main', action: 'create' }],
    });
    expect(check.undeployedChanges).toBe(1);
    expect(check.answers?.reapply?.counts).toEqual({
      create: 0,
      update: 1,
      delete: 0,
      replace: 0,
    });
    expect(check.evidence?.exitCodes).toEqual({
      head: 2,
      applied: 2,
    });
    // It changed nothing, left no plan, and its second working copy is gone.
    expect(cloud.everything()).toBe(before);
    expect(check.proof).toMatchObject({ moved: false });
    expect(check.proof?.before).toEqual(check.proof?.after);
    const runs = readdirSync(path.join(cloud.harness.home, 'runs'));
    expect(runs.filter(name => name.endsWith('.applied'))).toEqual([]);
    const files = readdirSync(cloud.harness.runFolder('staging'));
    expect(files.filter(name => name.startsWith('plan'))).toEqual([]);
    await expect(cloud.harness.apply('staging')).rejects.toThrow(
      StalePlanError,
    );
    // The second plan is told as part of the stage of the first.
    const fetches = cloud.harness.events.filter(
      event => event.type === 'stage' && event.stage.name === 'fetch',
    );
    expect(fetches.map(statusOf).slice(0, 2)).toEqual(['running', 'passed']);
    const short = cloud.deployed.commit.slice(0, 12);
    expect(check.plan.stages[4]).toMatchObject({
      name: 'plan',
      status: 'passed',
      message: `Planned at the last applied commit ${short}, too`,
    });
  });

  it('reports a deletion whatever a rule for attributes says', async () => {
    await cloud.deploy(NETWORK);
    await cloud.change();
    const rule = {
      id: 'tags',
      address: '**',
      attributes: ['**'],
      reason: 'tagged by a robot',
      owner: 'group:default/platform',
    };
    const deleted = await cloud.check({ ignoreDrift: [rule] });
    expect(deleted).toMatchObject({
      status: 'drifted',
      severity: 'high',
      outsideChanges: [{ address: 'sandbox_network.main', action: 'delete' }],
      ignored: [],
    });
  });

  it('ignores by rule, and keeps it in sight', async () => {
    await cloud.deploy(DATABASE);
    await cloud.change({ size: 'large' });
    const rule = {
      id: 'size',
      address: 'sandbox_database.*',
      attributes: ['size'],
      reason: 'autoscaled',
      owner: 'group:default/platform',
      expiresAt: '2999-01-01',
    };
    expect(await cloud.check({ ignoreDrift: [rule] })).toMatchObject({
      status: 'clean',
      outsideChanges: [],
      unexplained: [],
      ignored: [{ change: { address: 'sandbox_database.main' }, rule }],
    });
    const expired = { ...rule, expiresAt: '2020-01-01' };
    expect(await cloud.check({ ignoreDrift: [expired] })).toMatchObject({
      status: 'drifted',
      ignored: [],
    });
  });

  it('plans with the variables of then, when they are given', async () => {
    const code = `
variable "size" {}

resource "sandbox_database" "main" {
  name       = "main"
  engine     = "postgres"
  storage_gb = 20
  password   = "long-enough"
  size       = var.size
}
`;
    cloud.harness.define('staging', { variables: { size: 'small' } });
    await cloud.deploy(code);
    cloud.harness.define('staging', { variables: { size: 'large' } });
    const waiting = {
      status: 'clean',
      undeployedChanges: 1,
      unexplained: [],
    };
    const without = await cloud.check();
    expect(without).toMatchObject({
      ...waiting,
      undeployed: { basis: 'one-plan', variables: 'moved', commit: 'same' },
    });
    const lastApplied = { ...cloud.deployed, variables: { size: 'small' } };
    expect(await cloud.check({ lastApplied })).toMatchObject({
      ...waiting,
      undeployed: {
        basis: 'two-plans',
        variables: 'moved',
        atApplied: [],
        changes: [{ address: 'sandbox_database.main' }],
      },
    });
  });

  it('takes no bookkeeping and no data for drift', async () => {
    await cloud.deploy(NETWORK, NESTED_CHECK);
    const quiet = await cloud.check();
    expect(quiet).toMatchObject({
      status: 'clean',
      undeployedChanges: 0,
      failedChecks: [],
    });
    // A check that reads data makes Terraform say "changes" for ever.
    expect(quiet.evidence?.exitCodes).toEqual({ head: 2 });
    const renamed = NETWORK.replace('"main" {', '"other" {');
    const move =
      '\nmoved {\n  from = sandbox_network.main\n  to   = sandbox_network.other\n}\n';
    cloud.code(renamed, move, OUTPUT, NESTED_CHECK);
    expect(await cloud.check()).toMatchObject({
      status: 'clean',
      outsideChanges: [],
      undeployed: { changes: [] },
      bookkeeping: {
        moved: ['sandbox_network.other'],
        outputs: ['answer'],
      },
    });
  });

  it('tells an upgrade of a provider from an outside change', async () => {
    await cloud.deploy(NETWORK, DATABASE);
    installMirror(cloud.mirror, { next: true });
    // No lock file pins the version, and on another host nothing is initialised.
    cloud.forgetInitialisation();
    const check = await cloud.check();
    expect(check).toMatchObject({
      status: 'clean',
      outsideChanges: [],
      toolChange: {
        versions: [
          {
            name: PROVIDER_SOURCE,
            from: '0.1.0',
            to: '0.2.0',
          },
        ],
        refreshed: [
          {
            address: 'sandbox_network.main',
            attributes: [{ path: 'self_link' }],
          },
        ],
        changes: [
          {
            address: 'sandbox_database.main',
            attributes: [{ path: 'monitoring' }],
          },
        ],
      },
    });
  });

  it('tells what differs while a condition fails', async () => {
    const condition = `
variable "zones" {}

output "zones" {
  value = var.zones
  precondition {
    condition     = var.zones > 1
    error_message = "at least two zones"
  }
}
`;
    cloud.harness.define('staging', { variables: { zones: 2 } });
    await cloud.deploy(DATABASE, condition);
    cloud.harness.define('staging', { variables: { zones: 1 } });
    await cloud.change({ size: 'large' });
    const before = cloud.everything();
    expect(await cloud.check()).toMatchObject({
      status: 'drifted',
      outsideChanges: [{ address: 'sandbox_database.main' }],
      failedChecks: [
        {
          address: 'output.zones',
          status: 'fail',
          messages: ['at least two zones'],
        },
      ],
      undeployed: { basis: 'none' },
    });
    expect(cloud.everything()).toBe(before);
  });

  it('fails when it cannot tell: a broken head is no answer', async () => {
    await cloud.deploy(NETWORK);
    cloud.code(NETWORK, BROKEN);
    await expect(cloud.check()).rejects.toThrow(/undeclared input variable/i);
  });

  it('fails when the plan at the last applied commit does', async () => {
    const broken = cloud.code(NETWORK, BROKEN);
    await cloud.deploy(NETWORK);
    const lastApplied = { ...cloud.deployed, commit: broken };
    await expect(cloud.check({ lastApplied })).rejects.toMatchObject({
      name: 'RunFailure',
      message: expect.stringMatching(
        /^At the last applied commit [0-9a-f]{12}: .*undeclared input variable/i,
      ),
    });
  });

  it('plans what was never applied', async () => {
    cloud.code(NETWORK);
    const check = await cloud.check({ lastApplied: undefined });
    expect(check).toMatchObject({
      status: 'clean',
      undeployedChanges: 1,
      undeployed: { basis: 'one-plan', commit: 'unknown' },
      proof: { before: {}, after: {}, moved: false },
    });
  });
});

function statusOf(event: EngineEvent): string {
  return event.type === 'stage' ? event.stage.status : '';
}

// Makes the plan pairs of ./pairs anew with the terraform on the PATH:
//   node make-pairs.mjs [NAME...]
// Each holds the state before the plans, a plan at the last applied commit where
// that is another one, and a plan at the head: whole, as `show -json` prints them.
import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { scenarios } from './scenarios.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const sandbox = path.resolve(here, '../../../../terraform-provider-sandbox');
const pairs = path.join(here, 'pairs');
const work = mkdtempSync(path.join(tmpdir(), 'drift-pairs-'));
const HEADER = `terraform {
  required_providers {
    sandbox = { source = "backstage-iac.io/platform/sandbox" }
  }
}
provider "sandbox" { cloud = "main" }
`;
const ADDRESS = 'backstage-iac.io/platform/sandbox';
const MIRRORS = { now: [], next: ['--next'] };

function install() {
  for (const [name, flags] of Object.entries(MIRRORS)) {
    execFileSync(process.execPath, [
      path.join(sandbox, 'scripts/install.mjs'),
      '--mirror',
      path.join(work, name),
      ...flags,
    ]);
  }
}

class Place {
  constructor(name, scenario) {
    this.scenario = scenario;
    this.folder = path.join(work, `at-${name}`);
    this.mirror = 'now';
    mkdirSync(this.folder);
  }

  terraform(...args) {
    return new Promise(resolve => {
      execFile(
        'terraform',
        args,
        {
          cwd: this.folder,
          maxBuffer: 64 * 1024 * 1024,
          env: {
            PATH: process.env.PATH,
            HOME: this.folder,
            CHECKPOINT_DISABLE: '1',
            TF_IN_AUTOMATION: '1',
            TF_CLI_CONFIG_FILE: path.join(work, this.mirror, 'terraform.rc'),
            SANDBOX_HOME: path.join(this.folder, 'clouds'),
          },
        },
        (error, stdout, stderr) =>
          resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
      );
    });
  }

  async must(...args) {
    const ran = await this.terraform(...args);
    if (ran.code === 0) return ran.stdout;
    throw new Error(
      `${this.folder}: ${args.join(' ')}\n${ran.stdout}${ran.stderr}`,
    );
  }

  async write(code) {
    writeFileSync(path.join(this.folder, 'main.tf'), HEADER + code);
    if (this.scenario.module) {
      mkdirSync(path.join(this.folder, 'm'), { recursive: true });
      const [settings] = HEADER.split('provider "');
      writeFileSync(
        path.join(this.folder, 'm/main.tf'),
        settings + this.scenario.module,
      );
    }
    await this.must('init', '-input=false');
  }

  upstream(value) {
    writeFileSync(
      path.join(this.folder, 'up.json'),
      JSON.stringify({
        version: 4,
        terraform_version: '1.11.4',
        serial: 1,
        lineage: 'upstream',
        outputs: { a: { value, type: 'string' } },
        resources: [],
      }),
    );
  }

  async upgrade() {
    this.mirror = 'next';
    await this.must('init', '-input=false', '-upgrade');
  }

  get stateFile() {
    return path.join(this.folder, 'terraform.tfstate');
  }

  state() {
    return existsSync(this.stateFile)
      ? readFileSync(this.stateFile, 'utf8')
      : '';
  }

  cloud(change) {
    const file = path.join(this.folder, 'clouds/main.json');
    const document = JSON.parse(readFileSync(file, 'utf8'));
    change(document.objects);
    writeFileSync(file, JSON.stringify(document));
  }

  drift(...args) {
    execFileSync(process.execPath, [
      path.join(sandbox, 'dist/sandbox-drift.js'),
      '--directory',
      path.join(this.folder, 'clouds'),
      '--cloud',
      'main',
      ...args,
    ]);
  }

  async step(step) {
    const type = step.type ? ['--type', step.type] : [];
    if (step.set) {
      const [object, attribute, value] = step.set;
      this.drift('--object', object, ...type, '--set', `${attribute}=${value}`);
    } else if (step.delete) {
      this.drift('--object', step.delete, '--delete');
    } else if (step.terraform) {
      await this.must(...step.terraform);
    } else if (step.state) {
      writeFileSync(this.stateFile, this.state().replaceAll(...step.state));
    } else if (step.cloud) {
      this.cloud(objects => {
        const found = Object.values(objects).find(
          ({ attributes }) => attributes.name === step.cloud.name,
        );
        Object.assign(found.attributes, step.cloud.attributes);
      });
    } else if (step.create) {
      this.cloud(objects => {
        const id = `net-${step.create}`;
        objects[id] = {
          type: 'sandbox_network',
          attributes: {
            id,
            name: step.create,
            cidr: '10.0.0.0/16',
            tags: null,
          },
        };
      });
    } else if (step.replace) {
      this.cloud(objects => {
        const [id, found] = Object.entries(objects).find(
          ([, { attributes }]) => attributes.name === step.replace,
        );
        delete objects[id];
        objects['net-another'] = {
          ...found,
          attributes: { ...found.attributes, id: 'net-another' },
        };
      });
    }
  }

  providers() {
    const file = path.join(this.folder, '.terraform.lock.hcl');
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const version = /version\s*=\s*"([^"]+)"/.exec(text)?.[1];
    return version ? { [ADDRESS]: version } : {};
  }

  async plan(vars) {
    const ask = (...flags) =>
      this.terraform(
        'plan',
        '-input=false',
        '-detailed-exitcode',
        '-lock=false',
        '-out=plan.tfplan',
        ...flags,
        ...variables(vars),
      );
    const { code } = await ask();
    // As the engine does while a condition fails.
    const refreshOnly = code === 1 && !this.scenario.fails;
    if (refreshOnly) await ask('-refresh-only');
    const plan = JSON.parse(await this.must('show', '-json', 'plan.tfplan'));
    const providers = this.providers();
    return { exitCode: code, refreshOnly, providers, plan };
  }
}

function variables(vars = {}) {
  return Object.entries(vars).map(([name, value]) => `-var=${name}=${value}`);
}

async function makePair(name, scenario) {
  const place = new Place(name, scenario);
  const { first = '', vars, headVars = vars } = scenario;
  await place.write(first);
  if (scenario.upstream) place.upstream(scenario.upstream[0]);
  if (!scenario.never) {
    await place.must(
      'apply',
      '-input=false',
      '-auto-approve',
      ...variables(vars),
    );
  }
  const lastProviders = place.providers();
  for (const step of scenario.between ?? []) await place.step(step);
  if (scenario.upstream) place.upstream(scenario.upstream[1]);
  const state = place.state();
  if (scenario.upgrade === 'applied') await place.upgrade();
  const isMoved = scenario.head !== undefined && !scenario.never;
  const hasTwo = isMoved || scenario.planWithFormer;
  const applied = hasTwo ? await place.plan(vars) : undefined;
  if (scenario.head !== undefined) await place.write(scenario.head);
  if (scenario.upgrade === 'head') await place.upgrade();
  const head = await place.plan(headVars);
  if (place.state() !== state) throw new Error(`${name}: the state moved`);
  const pair = {
    commit: isMoved ? 'moved' : 'same',
    variables: headVars === vars ? 'same' : 'moved',
    never: scenario.never,
    lastTool: scenario.lastTool,
    lastProviders,
    state: state && JSON.parse(state),
    applied,
    head,
  };
  // Ids of histories differ each time, and nothing reads them.
  const text = JSON.stringify(pair).replaceAll(
    pair.state?.lineage ?? randomUUID(),
    'lineage',
  );
  writeFileSync(path.join(pairs, `${name}.json`), `${text}\n`);
  rmSync(place.folder, { recursive: true, force: true });
}

async function worker(queue) {
  for (let next = queue.shift(); next; next = queue.shift()) {
    try {
      await makePair(...next);
      process.stdout.write(`${next[0]}\n`);
    } catch (error) {
      process.stderr.write(`${next[0]}: ${error.message}\n`);
      process.exitCode = 1;
    }
  }
}

const wanted = process.argv.slice(2);
if (wanted.length === 0) rmSync(pairs, { recursive: true, force: true });
mkdirSync(pairs, { recursive: true });
try {
  install();
  const queue = Object.entries(scenarios).filter(
    ([name]) => wanted.length === 0 || wanted.includes(name),
  );
  await Promise.all([worker(queue), worker(queue)]);
} finally {
  rmSync(work, { recursive: true, force: true });
}

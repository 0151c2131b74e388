/** For tests: a folder with a real Terraform, the provider from this source, and a cloud of its own. */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { FaultSettings } from './cloud/faults';
import type { CloudDocument } from './cloud/store';

export const terraformPath = (process.env.PATH ?? '')
  .split(delimiter)
  .map(folder => join(folder, 'terraform'))
  .find(file => existsSync(file));

export interface Ran {
  readonly code: number;
  readonly output: string;
}

interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
  readonly resource_drift?: readonly { readonly address: string }[];
}

export interface Planned {
  /** Actions by address, without the no-ops: `delete+create` is a replacement. */
  readonly changes: Readonly<Record<string, string>>;
  /** Addresses of what was changed outside. */
  readonly drifted: readonly string[];
}

const HEADER = `
terraform {
  required_providers {
    sandbox = { source = "backstage-iac.io/platform/sandbox" }
  }
}
`;

export class Workspace {
  readonly directory = mkdtempSync(join(tmpdir(), 'sandbox-test-'));

  constructor(
    private readonly cliConfigFile: string,
    readonly cloudDirectory: string = join(this.directory, 'cloud'),
  ) {}

  write(config: string, provider = 'provider "sandbox" { cloud = "test" }') {
    writeFileSync(
      join(this.directory, 'main.tf'),
      `${HEADER}${provider}\n${config}`,
    );
  }

  terraform(...args: string[]): Promise<Ran> {
    return new Promise(resolve => {
      execFile(
        terraformPath ?? 'terraform',
        args,
        {
          cwd: this.directory,
          env: {
            // The provider's `#!/usr/bin/env node` must find the Node that runs the tests.
            PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
            HOME: this.directory,
            TF_CLI_CONFIG_FILE: this.cliConfigFile,
            TF_IN_AUTOMATION: '1',
            SANDBOX_HOME: this.cloudDirectory,
          },
        },
        (error, stdout, stderr) =>
          resolve({
            code: error ? Number(error.code ?? -1) : 0,
            output: stdout + stderr,
          }),
      );
    });
  }

  async mustRun(...args: string[]): Promise<string> {
    const { code, output } = await this.terraform(...args);
    if (code !== 0) throw new Error(`terraform ${args.join(' ')}\n${output}`);
    return output;
  }

  init(): Promise<string> {
    return this.mustRun('init', '-no-color', '-input=false');
  }

  apply(...args: string[]): Promise<Ran> {
    return this.terraform('apply', '-no-color', '-auto-approve', ...args);
  }

  async plan(): Promise<Planned> {
    await this.mustRun('plan', '-no-color', '-input=false', '-out=tfplan');
    const json = await this.mustRun('show', '-json', 'tfplan');
    const plan = JSON.parse(json) as PlanJson;
    return {
      changes: Object.fromEntries(
        (plan.resource_changes ?? [])
          .map(({ address, change }) => [address, change.actions.join('+')])
          .filter(([, actions]) => actions !== 'no-op'),
      ),
      drifted: (plan.resource_drift ?? []).map(({ address }) => address),
    };
  }

  faults(settings: FaultSettings): void {
    mkdirSync(this.cloudDirectory, { recursive: true });
    writeFileSync(
      join(this.cloudDirectory, 'test.faults.json'),
      JSON.stringify(settings),
    );
  }

  cloud(): CloudDocument {
    const path = join(this.cloudDirectory, 'test.json');
    return JSON.parse(readFileSync(path, 'utf8')) as CloudDocument;
  }

  idOf(name: string): string {
    const found = Object.entries(this.cloud().objects).find(
      ([, { attributes }]) => attributes.name === name,
    );
    if (!found) throw new Error(`The cloud has no object "${name}"`);
    return found[0];
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

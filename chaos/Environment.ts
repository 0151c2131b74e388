import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { EnvironmentDefinition } from '@backstage-iac/plugin-iac-node';
import type { StateServer } from './StateServer';

/** Objects of each environment. */
const SERVICES = 4;
/** How long the cloud takes for one change, milliseconds: long enough to be hit in the middle. */
const DELAY_MS = 350;

const DAY = 24 * 3600;

export type StateKind = 'local' | 'http';

/** One object, as the cloud or the state knows it. */
export interface Known {
  id: string;
  name: string;
  type: string;
}

/** A root module on a cloud of its own. */
export class Environment {
  readonly name: string;
  readonly state: StateKind;
  readonly #folder: string;
  readonly #clouds: string;
  readonly #home: string;
  readonly #server: StateServer;

  constructor(options: {
    name: string;
    state: StateKind;
    /** Where the code of all environments lies. */
    sources: string;
    clouds: string;
    /** The engine's. */
    home: string;
    server: StateServer;
  }) {
    this.name = options.name;
    this.state = options.state;
    this.#folder = path.join(options.sources, options.name);
    this.#clouds = options.clouds;
    this.#home = options.home;
    this.#server = options.server;
    mkdirSync(this.#folder, { recursive: true });
    mkdirSync(this.#clouds, { recursive: true });
    this.write({ replicas: 1 });
    this.slow(true);
  }

  /** The code: a network, a cluster on it, services on that. */
  write(code: { replicas: number }): void {
    const services = Array.from(
      { length: SERVICES },
      (_, index) => `
resource "sandbox_service" "s${index}" {
  name       = "s${index}"
  cluster_id = sandbox_cluster.main.id
  host       = "s${index}.example.com"
  replicas   = ${code.replicas}
}
`,
    );
    writeFileSync(
      path.join(this.#folder, 'main.tf'),
      `terraform {
  required_providers {
    sandbox = { source = "backstage-iac.io/platform/sandbox" }
  }
}

provider "sandbox" {
  cloud = "${this.name}"
}

resource "sandbox_network" "main" {
  name = "main"
  cidr = "10.0.0.0/16"
}

resource "sandbox_cluster" "main" {
  name       = "main"
  network_id = sandbox_network.main.id
  node_count = ${code.replicas}
  version    = "1.30"
}
${services.join('')}`,
    );
  }

  slow(isSlow: boolean): void {
    const delay = isSlow ? DELAY_MS : 0;
    writeFileSync(
      path.join(this.#clouds, `${this.name}.faults.json`),
      JSON.stringify({
        delay_ms: { create: delay, update: delay, delete: delay },
      }),
    );
  }

  /** What the cloud has. */
  cloud(): Known[] {
    const file = path.join(this.#clouds, `${this.name}.json`);
    if (!existsSync(file)) return [];
    const { objects }: CloudDocument = JSON.parse(readFileSync(file, 'utf8'));
    return Object.entries(objects).map(([id, { type, attributes }]) => ({
      id,
      type,
      name: String(attributes.name),
    }));
  }

  /** What the state has. */
  managed(): Known[] {
    const text =
      this.state === 'http'
        ? this.#server.read(this.name)
        : readIfThere(path.join(this.#home, 'state', `${this.name}.tfstate`));
    if (!text) return [];
    const { resources = [] }: StateDocument = JSON.parse(text);
    return resources.flatMap(({ type, instances }) =>
      instances.map(({ attributes }) => ({
        id: String(attributes.id),
        type,
        name: String(attributes.name),
      })),
    );
  }

  /** A person removes an object in the cloud's console. */
  removeFromCloud(id: string): void {
    const file = path.join(this.#clouds, `${this.name}.json`);
    const document: CloudDocument = JSON.parse(readFileSync(file, 'utf8'));
    delete document.objects[id];
    document.serial += 1;
    writeFileSync(file, JSON.stringify(document));
  }

  definition(): EnvironmentDefinition {
    return {
      name: this.name,
      tier: 'standard',
      labels: {},
      source: 'chaos',
      engine: {
        name: this.name,
        source: { type: 'directory', path: this.#folder },
        directory: '.',
        state:
          this.state === 'http'
            ? {
                type: 'http',
                config: this.#server.settings(this.name),
                env: {},
              }
            : { type: 'local', config: {}, env: {} },
        variables: {},
        variableFiles: [],
        env: { SANDBOX_HOME: this.#clouds },
        tool: {},
      },
      secrets: {},
      drift: {
        // Never by itself: a trial asks for its checks.
        cron: '0 0 1 1 *',
        jitterSeconds: 0,
        freshnessSeconds: DAY,
        ignore: [],
      },
      protection: {
        approvals: {
          required: 1,
          approvers: [],
          requesterMayApprove: true,
          authorMayApprove: true,
          expiresAfterSeconds: 30 * DAY,
          onNewCommit: 'keep',
        },
        apply: 'manual',
        reasonRequired: false,
        ticket: { required: false },
        freezeWindows: [],
        guardedResources: [],
      },
      forceCancelAfterSeconds: 120,
      rotation: {
        maxAgeSeconds: 90 * 24 * 3600,
        warnBeforeSeconds: 15 * 24 * 3600,
        enforce: false,
      },
    };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

interface CloudDocument {
  serial: number;
  objects: Record<
    string,
    { type: string; attributes: Record<string, unknown> }
  >;
}

interface StateDocument {
  resources?: Array<{
    type: string;
    instances: Array<{ attributes: Record<string, unknown> }>;
  }>;
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

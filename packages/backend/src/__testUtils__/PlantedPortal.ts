import {
  coreServices,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import iacPlugin from '@backstage-iac/plugin-iac-backend';
import { IacClient, type Run } from '@backstage-iac/plugin-iac-common';
import scaffolderModuleIac from '@backstage-iac/plugin-scaffolder-backend-module-iac';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import type { AddressInfo } from 'node:net';
import { KeepingLogger } from './KeepingLogger';

/** A task of the scaffolder that has ended. */
export interface EndedTask {
  status: string;
  /** Its log, as the task page shows it. */
  log: string;
}

export interface PlantedPortalOptions {
  config: JsonObject;
  /** Modules of the portal, besides its own plugins. */
  modules: BackendFeature[];
  entities: Entity[];
  databaseOf(pluginId: string): Knex;
}

/** The plugin and the scaffolder as a portal has them, and whatever they say. */
export class PlantedPortal {
  /** All bodies that the portal answered with. */
  readonly answers: string[] = [];
  readonly client: IacClient;
  readonly #logger: KeepingLogger;
  readonly #backend: Awaited<ReturnType<typeof startTestBackend>>;

  static async start(options: PlantedPortalOptions): Promise<PlantedPortal> {
    const logger = new KeepingLogger();
    const backend = await startTestBackend({
      features: [
        iacPlugin,
        ...options.modules,
        scaffolderPlugin,
        scaffolderModuleIac,
        catalogServiceMock.factory({ entities: options.entities }),
        mockServices.rootConfig.factory({ data: options.config }),
        createServiceFactory({
          service: coreServices.rootLogger,
          deps: {},
          factory: () => logger,
        }),
        createServiceFactory({
          service: coreServices.database,
          deps: { plugin: coreServices.pluginMetadata },
          factory: ({ plugin }) =>
            mockServices.database({ knex: options.databaseOf(plugin.getId()) }),
        }),
      ],
    });
    return new PlantedPortal(backend, logger);
  }

  private constructor(
    backend: Awaited<ReturnType<typeof startTestBackend>>,
    logger: KeepingLogger,
  ) {
    this.#backend = backend;
    this.#logger = logger;
    this.client = new IacClient({
      discoveryApi: { getBaseUrl: async plugin => this.#urlOf(plugin) },
      fetchApi: { fetch: (url, init) => this.#fetch(url, init) },
    });
  }

  /** All lines of the backend's log. */
  get log(): string[] {
    return this.#logger.kept;
  }

  stop(): Promise<void> {
    return this.#backend.stop();
  }

  /** Waits until a run has ended, or wants to be approved. */
  async planned(run: Run): Promise<Run> {
    for (;;) {
      const now = await this.client.getRun(run.id);
      if (now.finishedAt || now.state === 'awaiting_approval') return now;
    }
  }

  /** Waits until a run has ended. */
  async ended(run: Run): Promise<Run> {
    for (;;) {
      const now = await this.client.getRun(run.id);
      if (now.finishedAt) return now;
    }
  }

  async logOf(run: Run): Promise<string> {
    const { chunks } = await this.client.readLog(run.id);
    return chunks.map(({ text }) => text).join('');
  }

  /** Starts a template as a person does, and waits for the task's end. */
  async performTask(template: string): Promise<EndedTask> {
    const tasks = `${this.#urlOf('scaffolder')}/v2/tasks`;
    const started = await this.#fetch(tasks, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        templateRef: `template:default/${template}`,
        values: {},
      }),
    });
    const { id }: { id: string } = await started.json();
    // The stream ends with the task.
    const log = await this.#fetch(`${tasks}/${id}/eventstream`);
    const task = await this.#fetch(`${tasks}/${id}`);
    const { status }: { status: string } = await task.json();
    return { status, log: await log.text() };
  }

  /**
   * Opens every door of the API that gives something to read.
   *
   * @returns doors that never opened
   */
  async readEverything(named: {
    environments: string[];
    runs: string[];
    check: string;
    /** Questions of the doors that do not open without one. */
    queries: Record<string, string>;
  }): Promise<string[]> {
    const url = this.#urlOf('iac');
    const document = await this.#fetch(`${url}/v1/openapi.json`);
    const { paths }: { paths: Record<string, object> } = await document.json();
    const shut: string[] = [];
    for (const [door, methods] of Object.entries(paths)) {
      if (!('get' in methods)) continue;
      const path = `${url}${door}?${named.queries[door] ?? ''}`.replace(
        '{check}',
        named.check,
      );
      const names = door.includes('{id}') ? named.runs : named.environments;
      let opened = false;
      for (const name of names) {
        const { status } = await this.#fetch(path.replace(/\{\w+\}/, name));
        opened ||= status === 200;
      }
      if (!opened) shut.push(door);
    }
    return shut;
  }

  #urlOf(plugin: string): string {
    const { port } = this.#backend.server.address() as AddressInfo;
    return `http://localhost:${port}/api/${plugin}`;
  }

  async #fetch(
    url: Parameters<typeof fetch>[0],
    init?: RequestInit,
  ): Promise<Response> {
    const response = await fetch(url, {
      ...init,
      headers: {
        ...init?.headers,
        Authorization: mockCredentials.user.header(),
      },
    });
    this.answers.push(await response.clone().text());
    return response;
  }
}

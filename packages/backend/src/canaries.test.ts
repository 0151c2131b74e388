import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { CanarySearch } from '@backstage-iac/canaries';
import type { Knex } from 'knex';
import { dumpDatabase } from './__testUtils__/dumpDatabase';
import { OpenStores } from './__testUtils__/OpenStores';
import {
  CANARIES,
  GIT,
  STORES,
  TYPED,
  VARIABLES,
} from './__testUtils__/planted';
import { plantedCode } from './__testUtils__/plantedCode';
import { plantedConfig } from './__testUtils__/plantedConfig';
import { PlantedPortal } from './__testUtils__/PlantedPortal';
import { TEMPLATES } from './__testUtils__/plantedTemplates';
import {
  SECRET_STORES,
  type PlantedCanary,
} from './__testUtils__/secretStores';

// Real Terraform on many secrets, on machines that may be slow.
jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const CODE = plantedCode(VARIABLES);

describe.each(databases.eachSupportedId())(
  'canaries in every source of secrets, %p',
  id => {
    const directory = createMockDirectory();
    const knexes = new Map<string, Knex>();
    let stores: OpenStores;
    let portal: PlantedPortal;
    let search: CanarySearch;

    beforeAll(async () => {
      directory.setContent(
        Object.fromEntries(
          Object.entries(CODE).map(([name, code]) => [
            `code/infra/${name}/main.tf`,
            code,
          ]),
        ),
      );
      stores = await OpenStores.open(directory.resolve('stores'));
      for (const plugin of ['iac', 'scaffolder']) {
        knexes.set(plugin, await databases.init(id));
      }
      search = new CanarySearch([...CANARIES, ...stores.credentials]);
      portal = await PlantedPortal.start({
        config: plantedConfig({
          home: directory.resolve('home'),
          artifacts: directory.resolve('artifacts'),
          code: directory.resolve('code'),
          environments: Object.keys(CODE),
          stores: stores.settings,
        }),
        modules: STORES.map(({ module }) => module),
        entities: TEMPLATES,
        databaseOf: plugin => knexes.get(plugin)!,
      });
    });

    afterAll(async () => {
      await portal?.stop();
      await stores?.close();
    });

    it('are planned, applied and checked, and nothing shows them', async () => {
      const { client } = portal;
      const run = await client.createRun({
        environment: 'printing',
        operation: 'plan-and-apply',
        reason: TYPED,
      });
      const waiting = await portal.planned(run);
      expect(waiting.error).toBeUndefined();
      expect(waiting.state).toBe('awaiting_approval');
      // The plan file is there, and is sealed; nothing beside it holds a value.
      expect(
        await search.inFolder(directory.resolve(`home/runs/${run.id}`)),
      ).toEqual([]);
      const planText = await client.getPlanText(run.id);
      expect(planText).toContain('[redacted:db_password]');
      const plan = await client.getPlan(run.id);
      expect(JSON.stringify(plan)).toContain('[redacted:config]');
      expect(plan?.summary.checks[0].messages[0]).toMatch(/^It is \[redacted/);

      await client.approveRun(run.id, {
        approvalDigest: waiting.digests!.approval,
        comment: TYPED,
      });
      const applied = await portal.ended(run);
      expect(applied.error).toBeUndefined();
      expect(applied.state).toBe('applied');
      const log = await portal.logOf(run);
      for (const name of ['db_password', 'config', 'PGPASSWORD']) {
        expect(log).toContain(`[redacted:${name}]`);
      }

      const check = await client.createRun({
        environment: 'printing',
        operation: 'drift-check',
      });
      const checked = await portal.ended(check);
      expect(checked.state).toBe('planned_and_finished');
    });

    async function expectPrinted(planted: PlantedCanary[]) {
      const { items } = await portal.client.listRuns({ limit: 100 });
      const applied = items.find(({ state }) => state === 'applied');
      const log = await portal.logOf(applied!);
      for (const { canary } of planted) {
        expect(log).toContain(`[redacted:${canary.name}`);
      }
    }

    // What never came to the run would be found nowhere as well.
    for (const { kind, isThere, planted } of SECRET_STORES) {
      const needs = isThere ? '' : ` (needs the emulator of ${kind})`;
      (isThere ? it : it.skip)(
        `came from ${kind}, and were printed${needs}`,
        () => expectPrinted(planted),
      );
    }

    it.each([
      ['invalid', 'var.db_password is [redacted:db_password]'],
      ['refused', '[redacted:db_password]'],
      ['unreachable', 'Git could not read'],
    ])('stay hidden when planning fails: %s', async (environment, message) => {
      const run = await portal.client.createRun({
        environment,
        operation: 'plan-only',
        reason:
          environment === 'unreachable' ? `${TYPED} ${GIT.value}` : undefined,
      });
      const failed = await portal.ended(run);
      expect(failed.state).toBe('errored');
      expect(failed.error?.message).toContain(message);
    });

    it('stay hidden when applying fails', async () => {
      const run = await portal.client.createRun({
        environment: 'broken',
        operation: 'plan-and-apply',
      });
      const waiting = await portal.planned(run);
      await portal.client.approveRun(run.id, {
        approvalDigest: waiting.digests!.approval,
        comment: TYPED,
      });
      const failed = await portal.ended(run);
      expect(failed.state).toBe('errored');
      expect(failed.error?.message).toContain(
        'refused: [redacted:db_password]',
      );
      expect(await portal.logOf(run)).toContain('[redacted:PGPASSWORD]');
    });

    it.each([
      ['deploy', 'completed', '[redacted:db_password]'],
      ['deploy-broken', 'failed', 'refused: [redacted:db_password]'],
    ])('stay hidden in the log of the task %s', async (name, end, shown) => {
      const task = await portal.performTask(name);
      expect(task.status).toBe(end);
      expect(task.log).toContain(shown);
      expect(await search.in('the task', task.log)).toEqual([]);
    });

    it('are in no table, file, log line or answer', async () => {
      const { items } = await portal.client.listRuns({ limit: 100 });
      // Or the tests before proved nothing.
      expect(items.length).toBeGreaterThanOrEqual(10);
      const shut = await portal.readEverything({
        environments: [...Object.keys(CODE), 'unreachable'],
        runs: items.map(run => run.id),
        check: 'secrets.reachable',
        queries: { '/v1/readiness/export': 'format=csv' },
      });
      expect(shut).toEqual([]);
      const places = new Map([
        ['the API', portal.answers.join('\n')],
        ['the log', portal.log.join('\n')],
      ]);
      for (const [plugin, knex] of knexes) {
        places.set(`the database of ${plugin}`, await dumpDatabase(knex));
      }
      const artifacts = directory.resolve('artifacts');
      const home = directory.resolve('home');
      // The state is Terraform's own, and holds what it must.
      const except = /\/home\/state\//;
      const hits = [
        ...(await search.inFolder(artifacts)),
        ...(await search.inFolder(home, { except })),
      ];
      for (const [place, text] of places) {
        hits.push(...(await search.in(place, text)));
      }
      expect(hits).toEqual([]);

      // Each place was written to, and is read as it was written.
      const hidden = new CanarySearch([
        { name: 'hidden', value: '[redacted:db_password]' },
      ]);
      expect(await hidden.inFolder(artifacts)).not.toEqual([]);
      expect(await hidden.inFolder(home, { except })).not.toEqual([]);
      expect(places.get('the log')).toContain('printing');
      places.delete('the log');
      for (const [place, text] of places) {
        expect(await hidden.in(place, text)).toEqual([`${place}: hidden`]);
      }
    });
  },
);

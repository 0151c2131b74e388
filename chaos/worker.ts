/** A worker process: `worker.cjs <setting as JSON>`. Ends in order on SIGTERM. */
import { appendFileSync } from 'node:fs';
import { openDatabase } from './database';
import { jsonLogger, openParts } from './openParts';
import type { ClusterSetting } from './setting';

async function main(): Promise<void> {
  const setting: ClusterSetting = JSON.parse(process.argv[2]);
  const logFile = process.argv[3];
  const knex = openDatabase(setting.database);
  const parts = await openParts({
    setting,
    knex,
    logger: jsonLogger(line => appendFileSync(logFile, `${line}\n`)),
  });
  parts.start();
  let stopping: Promise<void> | undefined;
  process.on('SIGTERM', () => {
    stopping ??= parts
      .stop()
      .then(() => knex.destroy())
      .then(() => process.exit(0));
  });
  // A portal is kept going by its server; here nothing else would, while the
  // database is away.
  setInterval(() => undefined, 60_000);
  // What a person does in another process would be found only by polling, and
  // trials would be mostly waiting.
  process.on('message', () =>
    parts.events.publish({
      type: 'state',
      environment: '',
      runId: '',
      state: 'pending',
    }),
  );
  process.send?.('ready');
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});

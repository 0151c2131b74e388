// Starts a private PostgreSQL for the chaos runner, and passes its arguments on.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { startPostgres } from './postgres.mjs';

const root = process.env.ROOT;
const given = process.env.IAC_TEST_POSTGRES;
const database = given
  ? { url: given, stop: async () => {} }
  : await startPostgres(root);
if (database.reason) console.error(`Without PostgreSQL: ${database.reason}`);
const { status } = spawnSync(
  process.execPath,
  [
    '--require',
    '@backstage/cli/config/nodeTransform.cjs',
    path.join(root, 'chaos/main.ts'),
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...(database.url ? { IAC_TEST_POSTGRES: database.url } : {}),
    },
  },
);
await database.stop?.();
process.exit(status ?? 1);

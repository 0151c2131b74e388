import path from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = path.resolve(__dirname, '..');

/** One file that starts in a fraction of the time that transforming each source takes. */
export function bundleWorker(folder: string): string {
  const outfile = path.join(folder, 'worker.cjs');
  buildSync({
    entryPoints: [path.join(__dirname, 'worker.ts')],
    outfile,
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    logLevel: 'error',
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: {
      js: `const importMetaUrl = require('node:url').pathToFileURL(__filename).href;
module.paths.push(${JSON.stringify(path.join(ROOT, 'node_modules'))});`,
    },
    // Knex looks for its drivers at run time.
    external: ['knex', 'typescript', 'fsevents'],
  });
  return outfile;
}

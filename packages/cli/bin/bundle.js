'use strict';

const {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
} = require('node:fs');
const { join, resolve } = require('node:path');

const PACKAGE = resolve(__dirname, '..');
const ROOT = resolve(PACKAGE, '..', '..');
const OUTPUT = join(PACKAGE, '.cache', 'iac.cjs');

/** Everything of this repository that ends up in the bundle. */
const SOURCES = [
  join(__dirname, 'bundle.js'),
  join(ROOT, 'yarn.lock'),
  join(PACKAGE, 'src'),
  join(ROOT, 'packages', 'engine', 'src'),
  join(ROOT, 'plugins', 'iac-node', 'src'),
  join(ROOT, 'plugins', 'iac-common', 'src'),
  ...['age', 'aws', 'gcp', 'sops', 'vault'].map(kind =>
    join(ROOT, 'plugins', `iac-backend-module-secrets-${kind}`, 'src'),
  ),
];

/** Bundles the command unless the bundle is newer than all sources; gives its path. */
function bundle() {
  if (isFresh()) return OUTPUT;
  // Two commands may start at once: each writes its own file, and renames it.
  const draft = `${OUTPUT}.${process.pid}`;
  mkdirSync(join(PACKAGE, '.cache'), { recursive: true });
  require('esbuild').buildSync({
    entryPoints: [join(PACKAGE, 'src', 'index.ts')],
    outfile: draft,
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    logLevel: 'error',
    // Packages in ES module form ask where they are.
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: {
      js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;",
    },
    external: [
      // Parts of the configuration loader that only a build of the portal needs.
      ...['typescript', 'typescript-json-schema', 'fsevents'],
      // Clients of clouds: large, and loaded by those who use them.
      ...['@aws-sdk/*', '@google-cloud/*'],
    ],
  });
  renameSync(draft, OUTPUT);
  return OUTPUT;
}

function isFresh() {
  if (!existsSync(OUTPUT)) return false;
  const built = statSync(OUTPUT).mtimeMs;
  return SOURCES.every(source => newest(source) < built);
}

/** Folders count as well: a deleted file changes only its folder. */
function newest(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(
    stats.mtimeMs,
    ...readdirSync(path).map(name => newest(join(path, name))),
  );
}

module.exports = { bundle };

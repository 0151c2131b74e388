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
const CACHE = join(PACKAGE, '.cache');
const OUTPUT = join(CACHE, 'iac.cjs');

/** Kinds of secret sources, each a package of its own that is loaded on demand. */
const SECRETS = ['age', 'aws', 'gcp', 'sops', 'vault'].map(kind => ({
  name: `@backstage-iac/plugin-iac-backend-module-secrets-${kind}`,
  source: join(ROOT, 'plugins', `iac-backend-module-secrets-${kind}`, 'src'),
  output: join(CACHE, `secrets-${kind}.cjs`),
}));

/** Everything of this repository that ends up in the bundle. */
const SOURCES = [
  join(__dirname, 'bundle.js'),
  join(ROOT, 'yarn.lock'),
  join(PACKAGE, 'src'),
  join(ROOT, 'packages', 'engine', 'src'),
  join(ROOT, 'plugins', 'iac-node', 'src'),
  join(ROOT, 'plugins', 'iac-common', 'src'),
  ...SECRETS.map(({ source }) => source),
];

/** Bundles the command unless the bundle is newer than all sources; gives its path. */
function bundle() {
  if (isFresh()) return OUTPUT;
  mkdirSync(CACHE, { recursive: true });
  for (const { source, output } of SECRETS) {
    // Clients of clouds are large, and loaded by those who use them.
    const external = ['@aws-sdk/*', '@google-cloud/*', 'google-gax'];
    build(join(source, 'index.ts'), output, { external });
  }
  // The command last: it says that the others are there.
  build(join(PACKAGE, 'src', 'index.ts'), OUTPUT, {
    // Parts of the configuration loader that only a build of the portal needs.
    external: [
      ...['typescript', 'typescript-json-schema', 'fsevents'],
      ...SECRETS.map(({ output }) => output),
    ],
    alias: Object.fromEntries(
      SECRETS.map(({ name, output }) => [name, output]),
    ),
  });
  return OUTPUT;
}

function build(source, output, options) {
  // Two commands may start at once: each writes its own file, and renames it.
  const draft = `${output}.${process.pid}`;
  require('esbuild').buildSync({
    entryPoints: [source],
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
    ...options,
  });
  renameSync(draft, output);
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

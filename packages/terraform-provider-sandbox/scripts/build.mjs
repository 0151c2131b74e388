/* Bundles the provider and its tools into dist/. The result is the same byte for byte on every machine: Terraform's
   lock files hold its hash. */
import { build } from 'esbuild';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

/** The version after this one, for tests of provider upgrades: the same program over src/next. */
const NEXT_VERSION = '0.2.0';

const programs = {
  [`terraform-provider-sandbox_v${version}`]: { entry: 'src/main.ts' },
  [`terraform-provider-sandbox_v${NEXT_VERSION}`]: {
    entry: 'src/main.ts',
    plugins: [replaceModules(['resources', 'cloud/objects'])],
  },
  'sandbox-drift.js': { entry: 'src/driftCli.ts' },
  'install.js': { entry: 'src/installCli.ts' },
};

/** Puts src/next/NAME in the place of each module, except for src/next itself. */
function replaceModules(modules) {
  const source = join(root, 'src');
  const next = join(source, 'next');
  const inPlaceOf = new Map(
    modules.map(module => [
      join(source, module),
      join(next, `${module.split('/').pop()}.ts`),
    ]),
  );
  return {
    name: 'next-version',
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const replaced = inPlaceOf.get(join(resolveDir, path));
        return replaced && resolveDir !== next ? { path: replaced } : undefined;
      });
    },
  };
}

async function bundle({ entry, plugins }) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    plugins,
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    charset: 'utf8',
    legalComments: 'none',
    // The compiler options of the repository must not reach the bytes.
    tsconfigRaw: '{}',
    banner: { js: '#!/usr/bin/env node' },
  });
  return outputFiles[0].contents;
}

mkdirSync(join(root, 'dist'), { recursive: true });
for (const [name, program] of Object.entries(programs)) {
  const path = join(root, 'dist', name);
  const contents = await bundle(program);
  // Several may build at once, and a Terraform may be running the old file: replace it whole, and only if it differs.
  if (!existsSync(path) || !readFileSync(path).equals(contents)) {
    const temporary = `${path}.${process.pid}.tmp`;
    writeFileSync(temporary, contents);
    chmodSync(temporary, 0o755);
    renameSync(temporary, path);
  }
}

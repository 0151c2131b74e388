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

const programs = {
  [`terraform-provider-sandbox_v${version}`]: 'src/main.ts',
  'sandbox-drift.js': 'src/driftCli.ts',
  'install.js': 'src/installCli.ts',
};

async function bundle(entry) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
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
for (const [name, entry] of Object.entries(programs)) {
  const path = join(root, 'dist', name);
  const contents = await bundle(entry);
  // Several may build at once, and a Terraform may be running the old file: replace it whole, and only if it differs.
  if (!existsSync(path) || !readFileSync(path).equals(contents)) {
    const temporary = `${path}.${process.pid}.tmp`;
    writeFileSync(temporary, contents);
    chmodSync(temporary, 0o755);
    renameSync(temporary, path);
  }
}

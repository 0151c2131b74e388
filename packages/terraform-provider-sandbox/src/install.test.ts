import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  buildProvider,
  installMirror,
  NEXT_PROVIDER_VERSION,
  outdatedLocks,
  packageHash,
  PROVIDER_SOURCE,
  PROVIDER_VERSION,
  updateLocks,
} from './install';

const PACKAGE = resolve(__dirname, '..');
const REPOSITORY = resolve(PACKAGE, '../..');

describe('the installation', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-install-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('builds the same bytes in another place', () => {
    for (const part of ['src', 'scripts', 'package.json']) {
      cpSync(join(PACKAGE, part), join(folder, part), { recursive: true });
    }
    symlinkSync(
      join(REPOSITORY, 'node_modules'),
      join(folder, 'node_modules'),
      'dir',
    );
    execFileSync(process.execPath, [join(folder, 'scripts/build.mjs')]);
    const elsewhere = readFileSync(
      join(folder, 'dist/terraform-provider-sandbox_v0.1.0'),
    );
    expect(elsewhere.equals(buildProvider())).toBe(true);
  });

  it('writes a mirror and the configuration that points to it', () => {
    const { cliConfigFile, hash } = installMirror(folder);
    const binary = join(
      folder,
      'backstage-iac.io/platform/sandbox/0.1.0',
      `${process.platform}_amd64`,
      'terraform-provider-sandbox_v0.1.0',
    );
    expect(statSync(binary).mode % 0o1000).toBe(0o755);
    expect(packageHash(readFileSync(binary))).toBe(hash);
    expect(readFileSync(cliConfigFile, 'utf8')).toContain(
      `path    = "${folder}"`,
    );
  });

  it('installs the next version only on request', () => {
    installMirror(folder);
    const versions = () =>
      readdirSync(join(folder, PROVIDER_SOURCE)).sort().join(' ');
    expect(versions()).toBe(PROVIDER_VERSION);
    installMirror(folder, { next: true });
    expect(versions()).toBe(`${PROVIDER_VERSION} ${NEXT_PROVIDER_VERSION}`);
    expect(buildProvider(NEXT_PROVIDER_VERSION).toString()).toContain(
      'monitoring',
    );
    expect(buildProvider().toString()).not.toContain('monitoring');
  });

  it('is what the committed lock files expect', () => {
    // When this fails: node scripts/install.mjs --mirror DIR --update-locks ../../infra
    const infra = join(REPOSITORY, 'infra');
    expect(existsSync(infra)).toBe(true);
    expect(outdatedLocks(infra, packageHash(buildProvider()))).toEqual([]);
  });

  it('brings lock files up to date', () => {
    const lock = join(folder, 'env', '.terraform.lock.hcl');
    mkdirSync(join(folder, 'env'));
    writeFileSync(
      lock,
      `provider "${PROVIDER_SOURCE}" {\n  version = "0.1.0"\n  hashes = [\n    "h1:old",\n  ]\n}\n`,
    );
    expect(updateLocks(folder, 'h1:new')).toEqual([lock]);
    expect(readFileSync(lock, 'utf8')).toContain(
      'hashes = [\n    "h1:new",\n  ]',
    );
    expect(updateLocks(folder, 'h1:new')).toEqual([]);
  });
});

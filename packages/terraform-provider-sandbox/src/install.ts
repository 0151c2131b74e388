/** Puts the provider where Terraform finds it without a network: a filesystem mirror and a CLI configuration. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export const PROVIDER_SOURCE = 'backstage-iac.io/platform/sandbox';
export const PROVIDER_VERSION = '0.1.0';
/** Knows one attribute more of networks and databases: for tests of provider upgrades. Installed on request only. */
export const NEXT_PROVIDER_VERSION = '0.2.0';

const binaryOf = (version: string) => `terraform-provider-sandbox_v${version}`;
/** Node's architecture may not be Terraform's (an emulated one, say), and the file is the same for all of them. */
const ARCHITECTURES = ['amd64', 'arm64'];

/** This file is src/install.ts or dist/install.js: both are one folder below the package. */
// eslint-disable-next-line no-restricted-syntax
const PACKAGE = resolve(__dirname, '..');

export interface Installed {
  /** For TF_CLI_CONFIG_FILE. */
  readonly cliConfigFile: string;
  /** The hash that `.terraform.lock.hcl` holds for this provider, of {@link PROVIDER_VERSION}. */
  readonly hash: string;
}

/** Writes by rename, and only what is new: a Terraform that runs at this moment is not disturbed. */
function put(path: string, content: Buffer, mode: number): void {
  if (existsSync(path) && readFileSync(path).equals(content)) return;
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content, { mode });
  chmodSync(temporary, mode);
  renameSync(temporary, path);
}

/** Terraform's "h1" scheme: a hash over the list of the package's files with their hashes. */
export function packageHash(
  content: Buffer,
  version = PROVIDER_VERSION,
): string {
  const file = createHash('sha256').update(content).digest('hex');
  const list = `${file}  ${binaryOf(version)}\n`;
  return `h1:${createHash('sha256').update(list).digest('base64')}`;
}

/** Builds the provider, which takes a tenth of a second, so that what is installed is always what the source says. */
export function buildProvider(version = PROVIDER_VERSION): Buffer {
  execFileSync(process.execPath, [join(PACKAGE, 'scripts', 'build.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return readFileSync(join(PACKAGE, 'dist', binaryOf(version)));
}

function putVersion(root: string, version: string): Buffer {
  const content = buildProvider(version);
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  for (const architecture of ARCHITECTURES) {
    const folder = join(
      root,
      PROVIDER_SOURCE,
      version,
      `${os}_${architecture}`,
    );
    put(join(folder, binaryOf(version)), content, 0o755);
  }
  return content;
}

/** @param options - `next`: with {@link NEXT_PROVIDER_VERSION}, which a constraint such as `~> 0.1` then chooses */
export function installMirror(
  mirror: string,
  options: { next?: boolean } = {},
): Installed {
  const root = resolve(mirror);
  const content = putVersion(root, PROVIDER_VERSION);
  if (options.next) putVersion(root, NEXT_PROVIDER_VERSION);
  const cliConfigFile = join(root, 'terraform.rc');
  const host = PROVIDER_SOURCE.split('/')[0];
  const config = `# Written by terraform-provider-sandbox. For TF_CLI_CONFIG_FILE.
disable_checkpoint = true

provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(root)}
    include = ["${host}/*/*"]
  }
  direct {
    exclude = ["${host}/*/*"]
  }
}
`;
  put(cliConfigFile, Buffer.from(config), 0o644);
  return { cliConfigFile, hash: packageHash(content) };
}

/** The lock files below a folder whose hash of this provider is not the given one. */
export function outdatedLocks(folder: string, hash: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const skip = ['.terraform', 'node_modules'].includes(entry.name);
      return skip ? [] : outdatedLocks(path, hash);
    }
    if (entry.name !== '.terraform.lock.hcl') return [];
    const text = readFileSync(path, 'utf8');
    return text.includes(PROVIDER_SOURCE) && !text.includes(hash) ? [path] : [];
  });
}

/** After a change of the provider: the committed lock files get its new hash. */
export function updateLocks(folder: string, hash: string): string[] {
  const block = new RegExp(
    `(provider "${PROVIDER_SOURCE}" \\{[^}]*hashes = \\[)[^\\]]*\\]`,
  );
  const paths = outdatedLocks(folder, hash);
  for (const path of paths) {
    const text = readFileSync(path, 'utf8');
    const next = text.replace(block, `$1\n    "${hash}",\n  ]`);
    put(path, Buffer.from(next), 0o644);
  }
  return paths;
}

import { parseArgs } from 'node:util';
import { installMirror, updateLocks } from './install';

const HELP = `Installs the sandbox provider for offline use.

  install --mirror DIR [--next] [--update-locks DIR]

  --mirror        the filesystem mirror to write, with DIR/terraform.rc for TF_CLI_CONFIG_FILE
  --next          with version 0.2.0, too: to try an upgrade of the provider
  --update-locks  also write the provider's hash to the .terraform.lock.hcl files below this folder
`;

const { values } = parseArgs({
  options: {
    mirror: { type: 'string' },
    next: { type: 'boolean' },
    'update-locks': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});

if (values.help) {
  process.stdout.write(HELP);
} else if (!values.mirror) {
  process.stderr.write('install: --mirror is missing; see --help\n');
  process.exitCode = 1;
} else {
  const installed = installMirror(values.mirror, { next: values.next });
  const locks = values['update-locks'];
  if (locks) updateLocks(locks, installed.hash);
  process.stdout.write(`${JSON.stringify(installed)}\n`);
}

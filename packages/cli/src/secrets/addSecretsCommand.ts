import type { Command } from 'commander';
import { loadIacConfig } from '../local/loadIacConfig';
import type { Terminal } from '../terminal/Terminal';
import { SecretFiles } from './SecretFiles';

const HELP = `
Files:
  Encrypted with age (https://age-encryption.org), and named as references in the
  configuration name them: relative to 'root' of the source. *.tfvars.age holds
  lines name = "value", *.json.age a document, any other a single value.

Keys:
  Decrypting takes a private key from 'identities' of the source. Encrypting is
  for the public keys in 'recipients' of the source, or those of --recipient.`;

interface SecretsOptions {
  config?: string[];
  source: string;
  recipient?: string[];
  from?: string;
}

/** `iac secrets create | edit | rekey`. */
export function addSecretsCommand(
  program: Command,
  terminal: Terminal,
  addConfigOption: (command: Command) => Command,
): void {
  const secrets = program
    .command('secrets')
    .description('Make and change files of encrypted secrets')
    .addHelpText('after', HELP);

  const open = async ({ config, source, recipient }: SecretsOptions) =>
    SecretFiles.open({
      config: await loadIacConfig(config ?? []),
      source,
      recipients: recipient,
      terminal,
    });

  const add = (name: string) =>
    addConfigOption(secrets.command(name))
      .option('--source <id>', "id under 'iac.secrets.sources'", 'age')
      .option(
        '--recipient <key>',
        "public key age1…, may be repeated, in place of the source's",
        (key: string, keys: string[] = []) => [...keys, key],
      )
      .addHelpText('after', HELP);

  add('create')
    .description('Encrypt a new file; its text comes from $EDITOR')
    .argument('<file>', 'must not exist')
    .option('--from <file>', "take the text from a file; '-' is standard input")
    .action(async (file: string, options: SecretsOptions) =>
      (await open(options)).create(file, options.from),
    );

  add('edit')
    .description('Change a file in $EDITOR, and encrypt it again')
    .argument('<file>')
    .action(async (file: string, options: SecretsOptions) =>
      (await open(options)).edit(file),
    );

  add('rekey')
    .description(
      'Encrypt files anew, after the keys of people or machines changed',
    )
    .argument('<file...>')
    .action(async (files: string[], options: SecretsOptions) =>
      (await open(options)).rekey(files),
    );
}

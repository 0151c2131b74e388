import { armor, Decrypter, Encrypter } from 'age-encryption';
import { SecretSourceError } from '@backstage-iac/plugin-iac-node';
import { readFile } from 'node:fs/promises';
import type { AgeSettings } from './settings';

const ARMOR = '-----BEGIN AGE ENCRYPTED FILE-----';

/**
 * Decrypts an age file (https://age-encryption.org/v1), armored or not.
 *
 * @throws SecretSourceError - `denied` when no identity fits, `unavailable` for a file that is damaged
 */
export async function decryptAge(
  content: Buffer,
  identities: string[],
): Promise<string> {
  const decrypter = new Decrypter();
  try {
    identities.forEach(identity => decrypter.addIdentity(identity));
    const text = content.toString('latin1');
    const file = text.trimStart().startsWith(ARMOR)
      ? armor.decode(text)
      : new Uint8Array(content);
    return await decrypter.decrypt(file, 'text');
  } catch (error) {
    // Its own text may quote what it could not read.
    if (error instanceof Error && /no identity matched/.test(error.message)) {
      throw new SecretSourceError(
        'denied',
        'is encrypted for other keys than ours',
        {
          nextStep:
            "Have somebody who can decrypt it run 'iac secrets rekey' with our public key as recipient.",
        },
      );
    }
    throw new SecretSourceError(
      'unavailable',
      'is no age file, or is damaged, or our private key is no age key',
      { nextStep: 'Restore the file from git, and check the identities.' },
    );
  }
}

/** Encrypts for recipients, armored, so that git shows it as text. */
export async function encryptAge(
  text: string,
  recipients: string[],
): Promise<string> {
  const encrypter = new Encrypter();
  recipients.forEach(recipient => encrypter.addRecipient(recipient));
  return armor.encode(await encrypter.encrypt(text));
}

/**
 * Private keys, from a file or a process variable.
 *
 * @throws SecretSourceError - when there are none
 */
export async function readIdentities(
  settings: AgeSettings,
  env: Record<string, string | undefined> = process.env,
): Promise<string[]> {
  const { identities } = settings;
  const text = identities && (await readText(identities, env));
  const lines = (text ?? '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
  if (lines.length > 0) return lines;
  throw new SecretSourceError(
    'denied',
    'needs a private key, and there is none',
    {
      nextStep:
        "Set 'identities' of the age source to a file or process variable that holds 'AGE-SECRET-KEY-…'.",
    },
  );
}

async function readText(
  identities: NonNullable<AgeSettings['identities']>,
  env: Record<string, string | undefined>,
): Promise<string | undefined> {
  if ('env' in identities) return env[identities.env];
  return readFile(identities.file, 'utf8').catch(() => undefined);
}

// Makes the demo's age key and a file of secrets that only this key opens.
// Neither is ever part of git: each clone has its own.
import {
  armor,
  Encrypter,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption';
import { randomBytes } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

const folder = path.resolve(process.argv[2]);
const identity = await generateX25519Identity();
const recipient = await identityToRecipient(identity);
// A test brings one of its own.
const token =
  process.env.IAC_DEMO_PAGER_TOKEN ?? randomBytes(18).toString('base64url');

const encrypter = new Encrypter();
encrypter.addRecipient(recipient);
const file = await encrypter.encrypt(
  `# The demo's pager is pretended.\npager_token = ${JSON.stringify(token)}\n`,
);

await mkdir(folder, { recursive: true, mode: 0o700 });
/** The file last: it says that all is there. */
for (const [name, content] of [
  ['identity.txt', `# public key: ${recipient}\n${identity}\n`],
  ['alerting.tfvars.age', armor.encode(file)],
]) {
  const draft = path.join(folder, `${name}.${process.pid}`);
  await writeFile(draft, content, { mode: 0o600 });
  await rename(draft, path.join(folder, name));
}

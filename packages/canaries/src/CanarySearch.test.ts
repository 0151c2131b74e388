import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CanarySearch, secretVariable } from '.';

const canary = secretVariable('db_password');
const other = secretVariable('api_token');
const search = new CanarySearch([canary, other]);

const tokenPayload = (claims: object) =>
  Buffer.from(JSON.stringify(claims)).toString('base64url');

describe('the search for canaries', () => {
  it.each([
    ['as it is', canary.text],
    ['in JSON in JSON', JSON.stringify(JSON.stringify({ p: canary.text }))],
    ['in a URL', `https://u:${encodeURIComponent(canary.text)}@db`],
    ['in a token', `eyJ9.${tokenPayload({ p: canary.text })}.x`],
    ['in hex', Buffer.from(`u:${canary.text}`).toString('hex')],
    ['in base64', Buffer.from(`user:${canary.text}`).toString('base64')],
    ['in markup', canary.text.replace(/&/g, '&amp;').replace(/</g, '&lt;')],
    ['in a shell', `'${canary.text.replace(/'/g, `'\\''`)}'`],
    ['in part', canary.core],
  ])('finds one %s', async (_, text) => {
    expect(await search.in('the log', `before ${text} after`)).toEqual([
      'the log: db_password',
    ]);
  });

  it('finds nothing where there is nothing', async () => {
    const text = 'password = [redacted:db_password]';
    expect(await search.in('the log', text)).toEqual([]);
  });

  it('reads files as bytes', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'iac-canaries-'));
    try {
      const file = path.join(folder, 'plan.bin');
      const noText = Buffer.from([0xff, 0x00]);
      writeFileSync(file, Buffer.concat([noText, Buffer.from(other.value)]));
      writeFileSync(path.join(folder, 'state'), canary.value);

      expect(await search.inFolder(folder, { except: /state$/ })).toContain(
        `${file}: api_token`,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

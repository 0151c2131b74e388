import type { SecretRotation } from '@backstage-iac/plugin-iac-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { minutesAgo } from '../../__testUtils__/fixtures';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { renderPortal } from '../../__testUtils__/renderPortal';

const DAY_MINUTES = 24 * 60;

function aSecret(changes: Partial<SecretRotation> = {}): SecretRotation {
  return {
    variable: 'db_password',
    source: 'vault',
    reference: 'vault:kv/production#password',
    version: '7',
    rotatedAt: minutesAgo(10 * DAY_MINUTES),
    rotatedFrom: { field: 'created_time', confidence: 'strong' },
    ageDays: 10,
    limitDays: 90,
    status: 'ok',
    nextRotationAt: minutesAgo(-80 * DAY_MINUTES),
    ...changes,
  };
}

function renderSecrets(secrets: SecretRotation[]) {
  const api = new MemoryIacApi({
    environments: [aReadiness('ready', 'production')],
    secrets: { production: secrets },
  });
  renderPortal({ api, path: '/environments/production' });
  return api;
}

async function rowOf(variable: string) {
  const panel = await screen.findByRole('region', { name: 'Secrets' });
  return within(panel).findByRole('row', { name: new RegExp(variable) });
}

describe('the secrets of an environment', () => {
  it('are shown by reference, with their age and what says so', async () => {
    renderSecrets([
      aSecret({
        window: 'Sun 02:00–04:00 UTC',
        docs: 'https://docs.acme.example/rotate',
      }),
    ]);
    const row = await rowOf('db_password');
    expect(row).toHaveTextContent('vault:kv/production#password, version 7');
    expect(row).toHaveTextContent(/Fresh.*10 d ago.*by created_time/);
    expect(row).toHaveTextContent(/in (79|80) d.*every 90 d/);
    expect(screen.getByText('Window: Sun 02:00–04:00 UTC')).toBeVisible();
    expect(screen.getByRole('link', { name: /How to rotate/ })).toHaveAttribute(
      'href',
      'https://docs.acme.example/rotate',
    );
  });

  it.each([
    ['ok', 'ready', 'Fresh'],
    ['due', 'warn', 'Due'],
    ['overdue', 'fail', 'Overdue'],
    ['unknown', 'unknown', 'Age unknown'],
  ] as const)(
    'that are %s have a shape and a word',
    async (status, glyph, word) => {
      renderSecrets([aSecret({ status })]);
      const row = await rowOf('db_password');
      expect(within(row).getByText(word)).toBeVisible();
      expect(row.querySelector(`[data-glyph="${glyph}"]`)).not.toBeNull();
    },
  );

  it('come worst first, and say why an age is not known', async () => {
    renderSecrets([
      aSecret({ variable: 'fresh' }),
      aSecret({
        variable: 'lost',
        status: 'unknown',
        rotatedAt: undefined,
        rotatedFrom: undefined,
        nextRotationAt: undefined,
        problem: "Secret 'lost' may not be read",
      }),
      aSecret({ variable: 'old', status: 'overdue' }),
    ]);
    await rowOf('old');
    const panel = screen.getByRole('region', { name: 'Secrets' });
    const names = within(panel)
      .getAllByRole('rowheader')
      .map(header => header.querySelector('code')?.textContent);
    expect(names).toEqual(['old', 'lost', 'fresh']);
    expect(await rowOf('lost')).toHaveTextContent(
      "Secret 'lost' may not be read",
    );
  });

  it('tells a weak date from a strong one', async () => {
    renderSecrets([
      aSecret({ rotatedFrom: { field: 'mtime', confidence: 'weak' } }),
    ]);
    expect(await rowOf('db_password')).toHaveTextContent(
      'by mtime, which other changes move as well',
    );
  });

  it('may be none', async () => {
    renderSecrets([]);
    expect(
      await screen.findByText('This environment has no secrets.'),
    ).toBeVisible();
  });

  it('are not taken for none when they could not be asked for', async () => {
    const api = new MemoryIacApi({
      environments: [aReadiness('ready', 'production')],
      secrets: { production: [aSecret()] },
    });
    jest
      .spyOn(api, 'getSecrets')
      .mockRejectedValueOnce(new Error('No network'));
    renderPortal({ api, path: '/environments/production' });
    const panel = await screen.findByRole('region', { name: 'Secrets' });
    expect(await within(panel).findByText('No network')).toBeVisible();
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Try again' }),
    );
    expect(await rowOf('db_password')).toBeVisible();
  });
});

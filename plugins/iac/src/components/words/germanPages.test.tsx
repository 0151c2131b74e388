import { CHECK_WORDS, type Said } from '@backstage-iac/plugin-iac-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aBlockedDetail,
  aReadinessDetail,
  DRIFTED,
  someChanges,
} from '../../__testUtils__/checks';
import { aReadiness } from '../../__testUtils__/environmentScenes';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { renderPortal } from '../../__testUtils__/renderPortal';
import de from '../../translations/de';

const german: Record<string, string | null> = de.messages;

/** Pieces of the catalogue's English, of what German says in other words. */
const ENGLISH = Object.entries(CHECK_WORDS)
  .filter(([key, text]) => german[key] !== text)
  .flatMap(([, text]) => text.split(/\{\{\w+\}\}/))
  .map(piece => piece.trim())
  .filter(piece => piece.length > 5);

/** All that can be read on the page, also by pointing at it. */
function readable(): string {
  const named = [...document.querySelectorAll('[title],[aria-label]')].map(
    element =>
      `${element.getAttribute('title')} ${element.getAttribute('aria-label')}`,
  );
  return [document.body.textContent, ...named].join('\n');
}

function aPortal() {
  const production = aReadiness('drifted', 'production');
  return new MemoryIacApi({
    environments: [
      production,
      aReadiness('stale', 'dr-west'),
      aReadiness('check_failed', 'edge'),
      aReadiness('never_planned', 'new'),
      aReadiness('pending_changes', 'staging'),
      aReadiness('ready', 'demo'),
      aReadiness('ready', 'preview'),
    ],
    checks: { production: aBlockedDetail() },
    changes: { production: someChanges() },
  });
}

describe('a page in German', () => {
  it.each([
    [
      'columns',
      '/?view=columns',
      /2 Ressourcen wurden außerhalb von Terraform geändert/,
    ],
    ['a table', '/?view=table', /nicht angewendet: 2 zu ändern/],
    ['a matrix', '/?view=matrix', /Nicht angewendete Änderungen/],
  ])('says in %s nothing of a check in English', async (_, path, words) => {
    renderPortal({ api: aPortal(), path, language: 'de' });
    await screen.findAllByText(words);
    const text = readable();
    expect(ENGLISH.filter(piece => text.includes(piece))).toEqual([]);
  });

  it('says of an environment nothing of a check in English', async () => {
    renderPortal({
      api: aPortal(),
      path: '/environments/production',
      language: 'de',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sperre des States' }),
    );
    await screen.findByRole('list', { name: 'Was sie vorher sagte' });
    await userEvent.click(
      screen.getByRole('button', { name: /seit sie zuletzt bereit war/ }),
    );
    await screen.findByRole('list', { name: /zuletzt bereit war/ });
    const text = readable();
    for (const words of [
      'ada@laptop hält sie seit über einer halben Stunde',
      'Ressourcen: 2 (Grenze: Ressourcen: 0)',
      'Als Nächstes: Nachsehen, wer die Sperre hält, und sie lösen',
      'Sieht aneine Art von State',
      'Davor: Verantwortlich ist group:default/platform-leads',
    ]) {
      expect(text).toContain(words);
    }
    expect(ENGLISH.filter(piece => text.includes(piece))).toEqual([]);
  });

  it('leaves what a tool said in its own words', async () => {
    renderPortal({ api: aPortal(), path: '/?view=columns', language: 'de' });
    expect(
      await screen.findByText(
        "Die Prüfung selbst ist gescheitert: the state is locked by 'guest@laptop'",
      ),
    ).toBeVisible();
  });

  it('shows as it is what a module says, an earlier release, or a newer one', async () => {
    const check = {
      ...DRIFTED.check,
      id: 'recovery.drill',
      title: 'Recovery drill',
      why: 'Only a recovery that was tried works',
      needs: 'The calendar of drills',
      remediation: { label: 'Hold a drill' },
    };
    const result = { ...DRIFTED.result, checkId: check.id, runId: undefined };
    const later: Said = { key: 'checks.recovery.drill.late', values: {} };
    renderPortal({
      api: new MemoryIacApi({
        environments: [aReadiness('ready', 'production')],
        checks: {
          production: aReadinessDetail({
            environment: 'production',
            checks: [
              {
                ...DRIFTED,
                check,
                result: {
                  ...result,
                  summary: 'Never held',
                  said: undefined,
                  value: '400 days',
                  saidValue: later,
                  lastKnown: {
                    status: 'pass',
                    summary: 'Held in time',
                    said: later,
                    observedAt: result.observedAt,
                  },
                },
              },
            ],
          }),
        },
      }),
      path: '/environments/production',
      language: 'de',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Recovery drill' }),
    );
    const text = readable();
    for (const words of [
      'Never held',
      '400 days',
      'Davor: Held in time',
      'Als Nächstes: Hold a drill',
      'Only a recovery that was tried works',
      'Sieht anThe calendar of drills',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('checks.recovery');
  });
});

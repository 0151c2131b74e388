import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  advise,
  CHECK_WORDS,
  inEnglish,
  say,
  type ReadinessReason,
  type Said,
} from '@backstage-iac/plugin-iac-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  aBlockedDetail,
  aReadinessDetail,
  DRIFTED,
  someChanges,
} from '../../__testUtils__/checks';
import { aReadiness, aReason } from '../../__testUtils__/environmentScenes';
import { MemoryIacApi } from '../../__testUtils__/MemoryIacApi';
import { inLanguage, renderPortal } from '../../__testUtils__/renderPortal';
import de from '../../translations/de';
import type { CheckWords } from './checkWords';
import { useCheckWords } from './useCheckWords';

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

/** What the words say, in German. */
async function inGerman<T>(use: (words: CheckWords) => T): Promise<T> {
  const said: T[] = [];
  function Speaker() {
    said.push(use(useCheckWords()));
    return <p>said</p>;
  }
  renderInTestApp(<Speaker />, inLanguage('de'));
  await screen.findByText('said');
  return said[said.length - 1];
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
    // What a tool said stays in its own language.
    if (path.includes('columns'))
      expect(text).toContain('the state is locked by');
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
      'Sie sieht an: eine Art von State',
      'Davor: Verantwortlich ist group:default/platform-leads',
    ]) {
      expect(text).toContain(words);
    }
    expect(ENGLISH.filter(piece => text.includes(piece))).toEqual([]);
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
      'Sie sieht an: The calendar of drills',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('checks.recovery');
  });
});

describe('the words of checks on a page', () => {
  it('can all be said, however hostile what they quote', async () => {
    const hostile = '{{count}} $t(common.retry) $& <b> {{text, number}}';
    const keys = new Set(
      Object.keys(CHECK_WORDS).map(key => key.replace(/_(one|other)$/, '')),
    );
    const quoted = await inGerman(words =>
      [...keys].flatMap(key =>
        [1, 2].map(count => {
          const values = Object.fromEntries(
            (templateOf(key, count).match(/\w+(?=\}\})/g) ?? []).map(gap => [
              gap,
              gap === 'count' ? count : hostile,
            ]),
          );
          return {
            template: german[key] ?? german[pluralOf(key, count)],
            count,
            text: words.summary({ summary: 'lost', said: { key, values } }),
          };
        }),
      ),
    );
    for (const { template, count, text } of quoted) {
      expect(text).toBe(
        template?.replace(/\{\{(\w+)\}\}/g, (_, gap) =>
          gap === 'count' ? String(count) : hostile,
        ),
      );
    }
  });

  it.each<[Partial<ReadinessReason>, string]>([
    [{}, 'Drift: Nie geprüft'],
    [
      { kind: 'stale', at: '2026-03-02T12:00:00Z' },
      'Drift: zuletzt gesehen am 2026-03-02 12:00:00 UTC, das ist zu lange her. Nie geprüft',
    ],
    [
      { kind: 'waiver-ending', at: '2026-03-02T12:00:00Z' },
      'Drift: ausgenommen bis 2026-03-02 12:00:00 UTC. Nie geprüft',
    ],
    // Of an earlier release.
    [{ kind: 'waived', message: 'As it was' }, 'As it was'],
    [
      {
        checkId: undefined,
        title: undefined,
        ...say('checks.nothingProven', {
          purposes: [say('checks.forPurpose.rollback').said],
        }),
      },
      'Keine notwendige Prüfung wurde bestanden gesehen für: Zurückrollen',
    ],
  ])('say how a check counts, %#', async (changes, message) => {
    const reason: ReadinessReason = {
      ...aReason(say('checks.drift.current.never')),
      ...changes,
    };
    expect(await inGerman(words => words.message(reason))).toBe(message);
  });

  it('say what to do', async () => {
    const { label, said } = advise('checks.do.readLog');
    expect(await inGerman(words => words.next({ label, said }))).toBe(
      'Protokoll lesen',
    );
    expect(inEnglish(said)).toBe(label);
  });
});

function pluralOf(key: string, count: number): string {
  return `${key}_${count === 1 ? 'one' : 'other'}`;
}

function templateOf(key: string, count: number): string {
  const words: Record<string, string> = CHECK_WORDS;
  return words[key] ?? words[pluralOf(key, count)];
}

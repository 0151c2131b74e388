import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  advise,
  CHECK_WORDS,
  inEnglish,
  say,
  type ReadinessReason,
} from '@backstage-iac/plugin-iac-common';
import { screen } from '@testing-library/react';
import { aReason } from '../../__testUtils__/environmentScenes';
import { inLanguage } from '../../__testUtils__/renderPortal';
import de from '../../translations/de';
import type { CheckWords } from './checkWords';
import { useCheckWords } from './useCheckWords';

const german: Record<string, string | null> = de.messages;

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

import de from './de';
import { en } from './en';

const english: Record<string, string> = Object.fromEntries(
  Object.entries<string | Record<string, string>>(en).flatMap(
    ([section, words]) =>
      typeof words === 'string'
        ? [[section, words]]
        : Object.entries(words).map(([key, text]) => [
            `${section}.${key}`,
            text,
          ]),
  ),
);
const german: Record<string, string | null> = de.messages;

function placeholders(text: string | null): string[] {
  return (text?.match(/\{\{\w+\}\}/g) ?? []).sort();
}

describe('German', () => {
  it('translates every word, and none that is not shown', () => {
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
  });

  it('leaves no word empty', () => {
    expect(Object.keys(german).filter(key => !german[key]?.trim())).toEqual([]);
  });

  it('fills in the same values', () => {
    for (const [key, text] of Object.entries(english)) {
      expect([key, ...placeholders(german[key])]).toEqual([
        key,
        ...placeholders(text),
      ]);
    }
  });
});

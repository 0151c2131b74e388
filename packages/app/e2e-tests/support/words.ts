import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';

const FOLDER = path.resolve(
  __dirname,
  '../../../../plugins/iac/src/translations',
);
/** A value of a dictionary; its quotes are those of prettier. */
const VALUE = /:\s+(?:'((?:[^'\\\n]|\\.)+)'|"((?:[^"\\\n]|\\.)+)"),/g;
/** Shorter ones are parts of names and other words. */
const SHORTEST = 12;

function valuesOf(language: 'en' | 'de'): Set<string> {
  const files = readdirSync(FOLDER).filter(
    name => name.startsWith(language) || name.endsWith(`.${language}.ts`),
  );
  return new Set(
    files.flatMap(name => {
      const code = readFileSync(path.join(FOLDER, name), 'utf8');
      return [...code.matchAll(VALUE)].map(([, single, double]) =>
        (single ?? double).replace(/\\(.)/g, '$1'),
      );
    }),
  );
}

/** What the plugin says in English whatever the circumstances, and in German otherwise. */
export function englishWords(): string[] {
  const german = valuesOf('de');
  return [...valuesOf('en')].filter(
    words =>
      words.length > SHORTEST && !words.includes('{{') && !german.has(words),
  );
}

/** All texts that a page was given by the portal, whose language is not the page's. */
export class GivenTexts {
  readonly #texts = new Set<string>();
  readonly #reading: Promise<void>[] = [];

  /** @param page - before it opens anything */
  static of(page: Page): GivenTexts {
    const given = new GivenTexts();
    page.on('response', response => {
      if (!/\/api\/iac\/.*(?<!stream)$/.test(response.url())) return;
      given.#reading.push(
        response.json().then(
          body => given.#collect(body),
          // No JSON, or none any more.
          () => undefined,
        ),
      );
    });
    return given;
  }

  /** Takes them out. */
  async without(text: string): Promise<string> {
    await Promise.all(this.#reading);
    return [...this.#texts]
      .filter(Boolean)
      .sort((one, other) => other.length - one.length)
      .reduce((rest, each) => rest.replaceAll(each, ' '), text);
  }

  #collect(value: unknown): void {
    if (typeof value === 'string' && value.includes(' ')) {
      // A long one is shown by lines.
      for (const line of value.split('\n')) this.#texts.add(line.trim());
    } else if (typeof value === 'object' && value !== null) {
      for (const part of Object.values(value)) this.#collect(part);
    }
  }
}

import {
  measure,
  quote,
  say,
  type EnvironmentFacts,
} from '@backstage-iac/plugin-iac-common';
import type { CheckObserver } from '@backstage-iac/plugin-iac-node';
import { environmentDefinition } from '../__testUtils__/environments';
import { driftCheck } from './driftCheck';
import { observe } from './observe';

const NOW = new Date('2026-03-02T12:00:00Z');

/** What becomes of it when a check looks so. */
async function lookBy(
  look: CheckObserver,
  redact = async (text: string) => text,
) {
  return observe(
    { ...driftCheck, observe: look },
    {
      now: NOW,
      definition: environmentDefinition('staging'),
      facts: {} as EnvironmentFacts,
    },
    { redact },
  );
}

describe('what a check says by key', () => {
  it('quotes no more than what it says as text', async () => {
    const long = 'x'.repeat(900);
    const nested = say('checks.secrets.rotation.ages', {
      ages: [
        say('checks.secrets.rotation.ageUnknown', { variable: long }).said,
      ],
    });
    const { summary, said, saidValue, saidThreshold } = await lookBy(() => ({
      status: 'fail',
      ...say('checks.plan.current.failedBecause', { number: 3, error: long }),
      ...measure(nested, quote(long)),
    }));
    expect(summary).toHaveLength(500);
    const texts = [said?.values.error, saidThreshold?.values.text];
    expect(texts).toEqual([
      expect.stringMatching(/^x{499}…$/),
      expect.stringMatching(/^x{499}…$/),
    ]);
    expect(JSON.stringify(saidValue)).not.toContain(long);
  });

  it('is not there for a check that says nothing by key', async () => {
    const { summary, said } = await lookBy(() => ({
      status: 'fail',
      summary: 'Never held',
    }));
    expect([summary, said]).toEqual(['Never held', undefined]);
  });

  it('stays beside what it said before', async () => {
    const clean = say('checks.drift.current.clean');
    const before = await lookBy(() => ({ status: 'pass', ...clean }));
    const { lastKnown } = await observe(
      {
        ...driftCheck,
        observe: () => {
          throw new Error('No network');
        },
      },
      {
        now: NOW,
        definition: environmentDefinition('staging'),
        facts: {} as EnvironmentFacts,
      },
      { redact: async text => text, before },
    );
    expect(lastKnown).toMatchObject({ status: 'pass', said: clean.said });
  });
});

describe('a check that breaks', () => {
  const looksBroken = (redact: (text: string) => Promise<string>) =>
    lookBy(() => {
      throw new TypeError('GET https://vault/?token=hunter2 failed');
    }, redact);

  it('says why without the secrets of the environment', async () => {
    const result = await looksBroken(async text =>
      text.replace('hunter2', '[redacted]'),
    );
    expect(result.status).toBe('error');
    expect(result.summary).toContain('token=[redacted] failed');
    expect(result.said?.values.error).toContain('token=[redacted] failed');
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  it('says nothing of it when the secrets cannot be read', async () => {
    const { summary, said } = await looksBroken(async () => {
      throw new Error('the source is gone');
    });
    expect(summary).toBe(
      'The check itself failed: it ended with an unexpected TypeError',
    );
    expect(said).toEqual({
      key: 'checks.broken.unexpected',
      values: { error: 'TypeError' },
    });
  });
});

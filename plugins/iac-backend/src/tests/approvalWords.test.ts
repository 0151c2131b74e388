import {
  TestDatabases,
  createMockDirectory,
} from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { RunHarness } from '../__testUtils__/RunHarness';

jest.setTimeout(60_000);

const REQUIRED = 2;
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const name = fc.constantFrom('ada', 'ben', 'cyd', 'dan');

/** Something that is said about a plan, or that happens to it. */
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('approve'), name }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('withdraw'), name }) },
  fc.record({ kind: fc.constant('leave'), name }),
  fc.record({ kind: fc.constant('join'), name }),
  fc.record({ kind: fc.constant('day passes'), name }),
  fc.record({ kind: fc.constant('ask for break-glass'), name }),
  fc.record({ kind: fc.constant('minute passes'), name }),
);

describe('words on a plan', () => {
  const directory = createMockDirectory();

  it('never lead to an apply without enough valid ones of eligible people', async () => {
    const harness = await RunHarness.create({
      knex: await databases.init('SQLITE_3'),
      directory: directory.path,
    });
    harness.protect('production', {
      approvals: {
        required: REQUIRED,
        approvers: ['group:default/leads'],
        requesterMayApprove: false,
      },
    });
    harness.engine.script = { changes: 1 };
    harness.work();
    let applied = 0;

    await fc.assert(
      fc.asyncProperty(
        name,
        fc.array(happening, { minLength: 4, maxLength: 14 }),
        async (requester, happenings) => {
          const members = new Set(['ada', 'ben', 'cyd']);
          members.forEach(member => harness.people.join(member));
          const said = new Set<string>();
          const enough = () =>
            [...said].filter(
              member => members.has(member) && member !== requester,
            ).length >= REQUIRED;
          const before = harness.engine.applies.length;
          const run = await harness.as(requester).planAndApply('production');
          await harness.reaches(run, 'awaiting_approval');

          for (const { kind, name: who } of happenings) {
            const speaker = harness.as(who);
            // What is refused has no effect, and that is what is looked at.
            const tried = async (word: Promise<unknown>) =>
              word.then(
                () => true,
                () => false,
              );
            if (kind === 'approve' && (await tried(speaker.approve(run)))) {
              said.add(who);
            }
            if (kind === 'withdraw' && (await tried(speaker.withdraw(run)))) {
              said.delete(who);
            }
            if (kind === 'leave') {
              harness.people.leave(who);
              members.delete(who);
            }
            if (kind === 'join' && who !== 'dan') {
              harness.people.join(who);
              members.add(who);
            }
            if (kind === 'day passes') {
              await harness.age(run, 25 * 3600);
              said.clear();
            }
            if (kind === 'ask for break-glass') {
              await tried(speaker.breakGlass(run, 'Hurry'));
            }
            if (kind === 'minute passes') await harness.minutePasses();
            const { state } = await harness.run(run);
            if (enough() && state !== 'awaiting_approval') {
              await harness.reaches(run, 'applied');
              applied += 1;
              return;
            }
            expect(state).toBe('awaiting_approval');
            expect(harness.engine.applies).toHaveLength(before);
          }
        },
      ),
      { numRuns: 40 },
    );
    expect(applied).toBeGreaterThan(0);
    await harness.stop();
  });
});

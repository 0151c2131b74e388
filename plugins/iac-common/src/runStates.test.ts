import {
  canTransition,
  isTerminal,
  RUN_TRANSITIONS,
  TERMINAL_RUN_STATES,
  type RunState,
} from './runStates';

const ALL = Object.keys(RUN_TRANSITIONS) as RunState[];

describe('the life of a run', () => {
  it('never leaves a terminal state', () => {
    for (const state of TERMINAL_RUN_STATES) {
      expect(RUN_TRANSITIONS[state]).toEqual([]);
      expect(isTerminal(state)).toBe(true);
    }
  });

  it('can always come to an end', () => {
    for (const state of ALL) {
      const seen = new Set<RunState>([state]);
      for (const reached of seen) {
        for (const next of RUN_TRANSITIONS[reached]) seen.add(next);
      }
      expect([state, [...seen].some(isTerminal)]).toEqual([state, true]);
    }
  });

  it('never applies what was not approved, and never applies twice', () => {
    expect(ALL.filter(state => canTransition(state, 'applying'))).toEqual([
      'approved',
    ]);
    // Without a person only where the environment applies by itself.
    expect(ALL.filter(state => canTransition(state, 'approved'))).toEqual([
      'policy_checking',
      'awaiting_approval',
    ]);
    const after = new Set<RunState>(['applying']);
    for (const state of after) {
      for (const next of RUN_TRANSITIONS[state]) after.add(next);
    }
    expect(after.has('pending')).toBe(false);
    expect(after.has('approved')).toBe(false);
  });
});

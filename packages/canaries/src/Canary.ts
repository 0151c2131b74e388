import { randomBytes } from 'node:crypto';

/** A secret that is planted to be looked for, and the way on which it comes to a run. */
export interface Canary {
  /** Name in the configuration; shown instead of the value. */
  name: string;
  /** What nobody may see. */
  text: string;
  /** Bytes of the text that no encoder takes apart. */
  core: string;
  /** What is injected; holds the text. */
  value: string;
  kind: 'variable' | 'ephemeral' | 'state' | 'git';
}

/**
 * @param name - in the configuration
 * @param valueOf - the value that holds the text, such as a document
 */
export function secretVariable(
  name: string,
  valueOf = (text: string) => text,
): Canary {
  const core = randomBytes(9).toString('hex');
  // Between characters that each encoder writes in its own way.
  const text = `a"<&>'$1 é/${core}+%7B`;
  return { name, text, core, value: valueOf(text), kind: 'variable' };
}

export function ephemeralVariable(name: string): Canary {
  return { ...secretVariable(name), kind: 'ephemeral' };
}

export function stateCredential(name: string): Canary {
  return { ...secretVariable(name), kind: 'state' };
}

export function gitToken(): Canary {
  return { ...secretVariable('git-credentials'), kind: 'git' };
}

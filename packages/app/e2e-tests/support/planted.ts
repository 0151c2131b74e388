import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Sought } from '@backstage-iac/canaries';

const PORTAL = path.resolve(__dirname, '../../../../test-results/portal');

/** The secrets that scripts/test/portal.sh made up, by the variables that they come in. */
export const PLANTED = ['db_password', 'pager_token'];

export function readPlanted(): Sought[] {
  return PLANTED.map(name => {
    const value = readFileSync(path.join(PORTAL, 'planted', name), 'utf8');
    const [core] = /[0-9a-f]{18}/.exec(value) ?? [];
    if (!core) throw new Error(`'${name}' is no canary`);
    return { name, value, core };
  });
}

/** An environment of the portal's source that nobody has seen before. */
export class PlantedEnvironment {
  readonly name: string;
  readonly #folder: string;

  /** @param kind - what its name begins with */
  static place(code: string, kind = 'canary'): PlantedEnvironment {
    const environment = new PlantedEnvironment(kind);
    mkdirSync(environment.#folder);
    writeFileSync(path.join(environment.#folder, 'main.tf'), code);
    return environment;
  }

  private constructor(kind: string) {
    this.name = `${kind}-${randomBytes(6).toString('hex')}`;
    this.#folder = path.join(PORTAL, 'source/infra/environments', this.name);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

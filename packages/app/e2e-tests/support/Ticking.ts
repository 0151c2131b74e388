import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PlantedEnvironment } from './planted';

/** What an apply may log at most, should nobody end it. */
const MOST_TICKS = 1_200;

/** An environment whose apply logs ten lines a second, until it is told to end. */
export class Ticking {
  readonly #environment: PlantedEnvironment;
  readonly #endFile: string;

  static place(): Ticking {
    return new Ticking();
  }

  private constructor() {
    this.#endFile = path.resolve(
      __dirname,
      '../../../../test-results/portal/end-of-ticking',
    );
    rmSync(this.#endFile, { force: true });
    this.#environment = PlantedEnvironment.place(
      `resource "terraform_data" "ticking" {
        provisioner "local-exec" {
          command = "for i in $(seq ${MOST_TICKS}); do echo tick $i; sleep 0.1; [ -f \\"$END\\" ] && break; done; true"
          environment = { END = ${JSON.stringify(this.#endFile)} }
        }
      }
      `,
      'ticking',
    );
  }

  get name(): string {
    return this.#environment.name;
  }

  end(): void {
    writeFileSync(this.#endFile, '');
  }

  remove(): void {
    this.end();
    this.#environment.remove();
  }
}

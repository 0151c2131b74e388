import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { resolve } from 'node:path';

/** A source that is a directory on this machine, and so can be written to. */
export class DirectorySource {
  readonly id: string;
  /** Absolute. */
  readonly root: string;
  readonly #glob: string;

  /**
   * Reads the directories under `iac.sources` that say where their
   * environments are. Git remotes are left out.
   *
   * @param options - `baseDir` is where relative targets start from
   */
  static fromConfig(
    config: Config,
    options: { baseDir: string },
  ): DirectorySource[] {
    const sources = config.getOptionalConfig('iac.sources');
    return (sources?.keys() ?? []).flatMap(id => {
      const target = sources!.getString(`${id}.target`);
      const glob = [sources!.getOptional(`${id}.environments`) ?? []].flat()[0];
      if (/^[a-z][a-z+.-]*:/i.test(target) || typeof glob !== 'string') {
        return [];
      }
      const root = resolve(options.baseDir, target);
      return [new DirectorySource({ id, root, glob })];
    });
  }

  private constructor(options: { id: string; root: string; glob: string }) {
    this.id = options.id;
    this.root = options.root;
    this.#glob = options.glob;
  }

  /**
   * Where an environment must be for the source's first glob to find it:
   * `infra/environments/*` and `demo` give `infra/environments/demo`.
   *
   * @throws InputError when the glob says more than "every folder in here"
   */
  directoryFor(environment: string): string {
    const folder = this.#glob.replace(/\/\*\/?$/, '');
    if (folder === this.#glob || /[*?[\]{}()!]/.test(folder)) {
      throw new InputError(
        `Cannot tell where a new environment of source '${
          this.id
        }' belongs: 'iac.sources.${this.id}.environments' is '${
          this.#glob
        }', and only a folder followed by '/*' says so`,
      );
    }
    return `${folder}/${environment}`;
  }
}

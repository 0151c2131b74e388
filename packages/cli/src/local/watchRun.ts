import type { EngineEvent } from '@backstage-iac/engine';
import { Progress } from '../terminal/Progress';
import type { Terminal } from '../terminal/Terminal';

/** Shows what the engine does while it works, and cleans the line afterwards. */
export async function watchRun<T>(
  options: {
    environment: string;
    terminal: Terminal;
    /** Shows all of Terraform's output, not that of an apply alone. */
    verbose?: boolean;
  },
  work: (onEvent: (event: EngineEvent) => void) => Promise<T>,
): Promise<T> {
  const { environment, terminal, verbose } = options;
  const progress = Progress.create({ terminal });
  try {
    return await work(event => {
      switch (event.type) {
        case 'stage':
          progress.stage(event.stage);
          break;
        case 'commit':
          progress.note(`${environment} at ${describeCommit(event.commit)}`);
          break;
        case 'tool':
          progress.note(`${event.tool.product} ${event.tool.version}`);
          break;
        default:
          if (verbose || event.stage === 'apply') progress.log(event.text);
      }
    });
  } finally {
    progress.end();
  }
}

/** A commit in a few words. */
export function describeCommit(commit: {
  commit: string;
  dirty: boolean;
}): string {
  // `dir-<sha256>` says that there is no git, which the hash alone would hide.
  const short = commit.commit.slice(
    0,
    commit.commit.startsWith('dir-') ? 16 : 12,
  );
  return commit.dirty ? `${short} (with uncommitted changes)` : short;
}

import { readdirSync, readlinkSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Terraform processes that work in the folder of a run; providers are left out.
 * From /proc, see proc(5).
 */
export function terraformOf(home: string, runId: string): number[] {
  const folder = path.join(home, 'runs', runId);
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        const cwd = readlinkSync(`/proc/${pid}/cwd`);
        const [program] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(
          '\0',
        );
        return (
          cwd.startsWith(folder + path.sep) &&
          path.basename(program) === 'terraform'
        );
      } catch {
        // It has ended in between.
        return false;
      }
    })
    .map(Number);
}

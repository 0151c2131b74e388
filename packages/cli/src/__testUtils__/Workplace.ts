import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const COMMAND = resolve(__dirname, '..', '..', 'bin', 'iac');

/** How a command ended. */
export interface Outcome {
  exitCode: number | null;
  /** Results. */
  stdout: string;
  /** Progress and errors. */
  stderr: string;
}

interface RunOptions {
  env?: Record<string, string>;
  input?: string;
  /** Called with all that was written to standard error so far. */
  onProgress?: (stderr: string, interrupt: () => void) => void;
}

/** A folder with configuration and Terraform code, where `iac` is run as people run it. */
export class Workplace {
  readonly path: string;

  static create(files: Record<string, string>): Workplace {
    const path = realpathSync(mkdtempSync(join(tmpdir(), 'iac-cli-')));
    const workplace = new Workplace(path);
    for (const [name, content] of Object.entries(files)) {
      workplace.write(name, content);
    }
    return workplace;
  }

  private constructor(path: string) {
    this.path = path;
  }

  write(name: string, content: string) {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), 'utf8');
  }

  /** Paths of all files below a folder, sorted; none when there is no folder. */
  list(folder: string): string[] {
    try {
      return readdirSync(join(this.path, folder), {
        recursive: true,
        withFileTypes: true,
      })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name))
        .map(path => path.slice(this.path.length + 1))
        .sort();
    } catch {
      return [];
    }
  }

  remove() {
    rmSync(this.path, { recursive: true, force: true });
  }

  async iac(args: string, options: RunOptions = {}): Promise<Outcome> {
    const { env, input, onProgress } = options;
    const child = spawn(process.execPath, [COMMAND, ...args.split(' ')], {
      cwd: this.path,
      env: { PATH: process.env.PATH, HOME: this.path, ...env },
    });
    const interrupt = () => child.kill('SIGINT');
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text;
      onProgress?.(stderr, interrupt);
    });
    child.stdin.end(input ?? '');
    const exitCode = await new Promise<number | null>((done, fail) => {
      child.on('error', fail);
      child.on('close', done);
    });
    return { exitCode, stdout, stderr };
  }
}

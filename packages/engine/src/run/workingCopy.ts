import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RedactedCommit } from '@backstage-iac/plugin-iac-common';
import { RunFailure } from '../errors';
import { openSource } from '../source/openSource';
import type { SourceRepository } from '../source/Source';
import type { EngineEnvironment } from '../types';
import type { EngineParts } from './EngineParts';
import type { Session } from './Session';

/** What a root module may hold of an operator's own work with it. */
const LEFTOVER = /^(\.terraform|terraform\.tfstate.*|errored\.tfstate)$/;

/** What was fetched, and the repository around it. */
export interface FetchedSource {
  commit: RedactedCommit;
  /** Absent for a folder without git. */
  repository?: SourceRepository;
}

/** Fetches the source into the run's folder. */
export async function fetchSource(
  session: Session,
  options: { parts: EngineParts; environment: EngineEnvironment; ref?: string },
): Promise<FetchedSource> {
  const { parts, environment } = options;
  const source = await openSource({
    definition: environment.source,
    home: parts.home,
    programs: parts.path,
    signal: session.signal,
    onSecrets: secrets => session.addSecrets(secrets),
  });
  const leftOut: string[] = [];
  const commit = await source.fetch({
    ref: options.ref ?? environment.ref,
    folder: session.folder.source,
    onLeftOut: file => leftOut.push(file),
  });
  if (leftOut.length > 0) {
    const log = session.log('fetch');
    for (const file of leftOut) {
      log.line(
        `Left out ${file}: Terraform would load it, and it is no part of the source. Secrets come from the environment's definition.`,
      );
    }
    log.end();
  }
  const { author, authorEmail, message, ...rest } = commit;
  return {
    commit: {
      ...rest,
      ...(author ? { author: session.redactor.redact(author) } : {}),
      ...(authorEmail
        ? { authorEmail: session.redactor.redact(authorEmail) }
        : {}),
      ...(message ? { message: session.redactor.redact(message) } : {}),
    },
    repository: await source.repository(),
  };
}

/**
 * The root module in the working copy.
 *
 * @throws {@link RunFailure} when the directory is none, or leads out of the source
 */
export async function findRootModule(
  source: string,
  directory: string,
): Promise<string> {
  const root = path.resolve(source, directory);
  if (root !== source && !root.startsWith(source + path.sep)) {
    throw new RunFailure(
      `The directory '${directory}' is not inside its source`,
      {
        nextStep: "Write it relative to the source's root, without '..'.",
      },
    );
  }
  const found = await stat(root).catch(() => undefined);
  const names = found?.isDirectory() ? await readdir(root) : [];
  if (!names.some(name => /\.(tf|tofu)(\.json)?$/.test(name))) {
    throw new RunFailure(
      found
        ? `The directory '${directory}' holds no Terraform files at this commit`
        : `The directory '${directory}' does not exist at this commit`,
      {
        nextStep:
          "Check the environment's directory, and that it was committed.",
      },
    );
  }
  return root;
}

/** A state file beside the code would make Terraform ask whether to migrate it. */
export async function removeLeftovers(rootModule: string): Promise<void> {
  for (const name of await readdir(rootModule)) {
    if (!LEFTOVER.test(name)) continue;
    await rm(path.join(rootModule, name), { recursive: true, force: true });
  }
}

import { Tripwire } from '@backstage-iac/engine';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What comes to a run, and from where. */
export interface CanarySource {
  /** Name in the configuration; shown instead of the value. */
  name: string;
  /** What nobody may see. */
  canary: string;
  /** What is injected; holds the canary. */
  value: string;
  kind: 'variable' | 'ephemeral' | 'state' | 'git';
}

/** A part that no encoder touches, between characters that all of them do. */
function newCanary(): string {
  return `a"<&>'$1 é/${randomBytes(9).toString('hex')}+%7B`;
}

export function secretVariable(
  name: string,
  valueOf = (canary: string) => canary,
): CanarySource {
  const canary = newCanary();
  return { name, canary, value: valueOf(canary), kind: 'variable' };
}

export function ephemeralVariable(name: string): CanarySource {
  return { ...secretVariable(name), kind: 'ephemeral' };
}

export function stateCredential(name: string): CanarySource {
  return { ...secretVariable(name), kind: 'state' };
}

export function gitToken(): CanarySource {
  return { ...secretVariable('git-credentials'), kind: 'git' };
}

/** Looks for canaries wherever a run left something, in every form that is known. */
export class CanarySearch {
  readonly #sources: CanarySource[];
  readonly #tripwire: Tripwire;

  constructor(sources: CanarySource[]) {
    this.#sources = sources;
    this.#tripwire = Tripwire.create(
      sources.flatMap(({ name, canary, value }) => [
        { name, value: canary },
        { name, value },
      ]),
    );
  }

  /** @returns `place: name of the source` for each hit */
  async in(place: string, text: string): Promise<string[]> {
    const names = new Set(await this.#tripwire.search(text));
    for (const { name, canary } of this.#sources) {
      // JSON, HCL, shells, URLs and markup leave it as it is.
      const [core] = /[0-9a-f]{18}/.exec(canary) ?? [];
      if (core && text.includes(core)) names.add(name);
    }
    return [...names].map(name => `${place}: ${name}`);
  }

  /** All files below a folder, as bytes. */
  async inFolder(
    folder: string,
    options: { except?: RegExp } = {},
  ): Promise<string[]> {
    const hits: string[] = [];
    const entries = readdirSync(folder, {
      recursive: true,
      withFileTypes: true,
    });
    for (const entry of entries.filter(found => found.isFile())) {
      const file = join(entry.parentPath, entry.name);
      if (options.except?.test(file)) continue;
      const bytes = readFileSync(file);
      hits.push(...(await this.in(file, bytes.toString('latin1'))));
      hits.push(...(await this.in(file, bytes.toString('utf8'))));
    }
    return hits;
  }
}

/** Code that prints a value in every way in which Terraform can be made to. */
export function printingCode(variables: CanarySource[]): string {
  return variables
    .filter(({ kind }) => kind === 'variable' || kind === 'ephemeral')
    .map(({ name, kind }) =>
      kind === 'ephemeral'
        ? `variable "${name}" {
  type      = string
  ephemeral = true
}
`
        : `variable "${name}" {
  type      = string
  sensitive = true
}

locals {
  ${name} = nonsensitive(var.${name})
}

resource "terraform_data" "${name}" {
  input = {
    marked = var.${name}
    clear  = local.${name}
    json   = jsonencode({ p = jsonencode([local.${name}]) })
    base64 = base64encode("user:\${local.${name}}@db")
    url    = "https://u:\${urlencode(local.${name})}@db"
    yaml   = yamlencode({ p = local.${name} })
    (local.${name}) = 1
  }
  triggers_replace = local.${name}
  provisioner "local-exec" {
    command = "env; printf '\\\\033[31m%s\\\\033[0m\\\\n' \\"$P\\"; printf %s \\"$P\\" | base64 >&2"
    environment = { P = local.${name} }
  }
}

check "${name}" {
  assert {
    condition     = local.${name} == ""
    error_message = "It is \${local.${name}}."
  }
}

output "${name}" {
  value     = var.${name}
  sensitive = true
}

output "${name}_clear" {
  value = { (local.${name}) = local.${name} }
}
`,
    )
    .join('\n');
}

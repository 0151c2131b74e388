import type { Canary } from './Canary';

type Variable = Pick<Canary, 'name' | 'kind'>;

const isVariable = ({ kind }: Variable) =>
  kind === 'variable' || kind === 'ephemeral';

/** Declares the variables that canaries come in, and does nothing with them. */
export function declarationsOf(canaries: Variable[]): string {
  return canaries.filter(isVariable).map(declare).join('\n');
}

/** Code that prints a value in every way in which Terraform can be made to. */
export function printingCode(canaries: Variable[]): string {
  return canaries
    .filter(isVariable)
    .map(variable =>
      // An ephemeral value may not be printed at all.
      variable.kind === 'ephemeral'
        ? declare(variable)
        : declare(variable) + print(variable),
    )
    .join('\n');
}

function declare({ name, kind }: Variable): string {
  return `variable "${name}" {
  type      = string
  ${kind === 'ephemeral' ? 'ephemeral' : 'sensitive'} = true
}
`;
}

function print({ name }: Variable): string {
  return `
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
`;
}

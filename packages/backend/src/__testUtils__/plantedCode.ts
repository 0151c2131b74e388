import {
  declarationsOf,
  printingCode,
  type Canary,
} from '@backstage-iac/canaries';

/** The variable that failing code gives away. */
const VARIABLE = 'db_password';

/** Root modules by environment, each of which ends in its own way. */
export function plantedCode(canaries: Canary[]): Record<string, string> {
  const declared = declarationsOf(canaries);
  return {
    printing: printingCode(canaries),
    invalid: declared.replace(
      `variable "${VARIABLE}" {`,
      `variable "${VARIABLE}" {
  validation {
    condition     = length(var.${VARIABLE}) < 3
    error_message = "var.${VARIABLE} is \${nonsensitive(var.${VARIABLE})}"
  }
`,
    ),
    refused: `${declared}
data "terraform_remote_state" "other" {
  backend = "http"
  config = { address = "http://127.0.0.1:1/\${urlencode(nonsensitive(var.${VARIABLE}))}?p=\${nonsensitive(var.${VARIABLE})}" }
}
`,
    broken: `${declared}
resource "terraform_data" "broken" {
  provisioner "local-exec" {
    command     = "echo \\"refused: $P\\" >&2; env >&2; exit 3"
    environment = { P = nonsensitive(var.${VARIABLE}) }
  }
}
`,
  };
}

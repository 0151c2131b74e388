# Sourced by every script: puts the project's own tools on the PATH.
# shellcheck shell=bash
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export ROOT

[ -d "$ROOT/.tools/terraform" ] && PATH="$ROOT/.tools/terraform:$PATH"
if [ -x "$ROOT/.tools/node/bin/node" ]; then
  PATH="$ROOT/.tools/node/bin:$PATH"
  # Native modules must be built against the headers of the Node that loads
  # them; a user's npm configuration may point somewhere else.
  export npm_config_nodedir="$ROOT/.tools/node"
fi
export PATH

# Terraform fails on a setting that names a file which is not there.
if [ -n "${TF_CLI_CONFIG_FILE:-}" ] && [ ! -f "$TF_CLI_CONFIG_FILE" ]; then
  unset TF_CLI_CONFIG_FILE
fi

# The demo's state, evidence, provider mirror and sandbox cloud.
export IAC_HOME="${IAC_HOME:-$ROOT/.iac}"
export IAC_BASE_DIR="${IAC_BASE_DIR:-$ROOT}"

# The demo's database password: made once, kept out of git, given to Terraform
# as a secret variable.
if [ -z "${SANDBOX_DB_PASSWORD:-}" ]; then
  if [ ! -f "$IAC_HOME/demo-db-password" ]; then
    mkdir -p "$IAC_HOME"
    (umask 077 && od -An -N18 -tx1 /dev/urandom | tr -d ' \n' >"$IAC_HOME/demo-db-password")
  fi
  SANDBOX_DB_PASSWORD=$(cat "$IAC_HOME/demo-db-password")
  export SANDBOX_DB_PASSWORD
fi

# The demo's encrypted secrets, and the key that opens them: made once, too.
# Kept apart from IAC_HOME, which a test may move.
export IAC_DEMO_SECRETS="${IAC_DEMO_SECRETS:-$IAC_HOME/demo-secrets}"
make_demo_secrets() {
  if [ -f "$IAC_DEMO_SECRETS/alerting.tfvars.age" ]; then return; fi
  if [ ! -d "$ROOT/node_modules/age-encryption" ]; then return; fi
  (cd "$ROOT" && node scripts/demo-secrets.mjs "$IAC_DEMO_SECRETS")
}
make_demo_secrets

yarn() { node "$ROOT/.yarn/releases/yarn-4.13.0.cjs" "$@"; }
say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

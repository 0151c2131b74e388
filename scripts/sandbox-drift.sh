#!/usr/bin/env bash
# Changes an object of the sandbox cloud the way a person in a console would.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"
[ -n "${1:-}" ] || die "Say which environment, for example: make sandbox-drift ENV=staging ($(ls "$ROOT/infra/environments" | tr '\n' ' '))"
exec node "$ROOT/packages/terraform-provider-sandbox/dist/sandbox-drift.js" \
  --directory "$IAC_HOME/cloud" --cloud "$@"

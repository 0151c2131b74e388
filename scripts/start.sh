#!/usr/bin/env bash
# Starts the portal in the foreground; Ctrl-C ends frontend and backend.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"
cd "$ROOT"
mkdir -p "$IAC_HOME"
say 'Portal: http://localhost:3000/iac (sign in as guest). The first start plans and checks every environment.'
exec node .yarn/releases/yarn-4.13.0.cjs backstage-cli repo start

#!/usr/bin/env bash
# Pairs the engine with bare Terraform; prints a table, writes bench/results.json.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"
cd "$ROOT"
exec node --require @backstage/cli/config/nodeTransform.cjs bench/main.ts

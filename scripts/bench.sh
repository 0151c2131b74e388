#!/usr/bin/env bash
# Pairs the engine with bare Terraform, and times the readiness list; prints
# tables, writes bench/results.json.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"
cd "$ROOT"
node --require @backstage/cli/config/nodeTransform.cjs bench/main.ts
node --require @backstage/cli/config/nodeTransform.cjs bench/readiness.ts

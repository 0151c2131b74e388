#!/usr/bin/env bash
# Pairs the engine with bare Terraform, times the readiness list and the first
# paint of its page, weighs the plugin; prints tables, writes bench/results.json.
# `scripts/bench.sh bundle firstPaint` measures some of it.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"
cd "$ROOT"

if [ $# -eq 0 ]; then set -- main readiness bundle firstPaint; fi
# One over its budget does not keep the others from being measured.
failed=0
for part in "$@"; do
  node --require @backstage/cli/config/nodeTransform.cjs "bench/$part.ts" || failed=1
done
exit "$failed"

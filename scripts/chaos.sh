#!/usr/bin/env bash
# Faults at random instants: scripts/chaos.sh [N] [SEED]. Writes chaos/results.json.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"
cd "$ROOT"
exec node scripts/test/chaos.mjs --n "${1:-20}" ${2:+--seed "$2"} --output chaos/results.json

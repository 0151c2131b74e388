#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"
cd "$ROOT"
exec node scripts/images.mjs

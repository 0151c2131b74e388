#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"
cd "$ROOT"
CHROMIUM_PATH="${CHROMIUM_PATH:-$(command -v chromium)}"
export CHROMIUM_PATH
exec node scripts/images.mjs

#!/usr/bin/env bash
# Everything that must hold. Ends with one line: N passed, M failed, K skipped.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"
cd "$ROOT"
exec node scripts/test/main.mjs "$@"

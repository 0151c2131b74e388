#!/usr/bin/env bash
# A portal of its own for the browser tests: built frontend, empty database, a
# copy of the reference stack as its source. Runs in the foreground.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/../env.sh"
cd "$ROOT"

portal="$ROOT/test-results/portal"
mirror="$IAC_HOME/mirror"
rm -rf "$portal"
mkdir -p "$portal/source" "$portal/iac"
cp -r infra "$portal/source/infra"
git -C "$portal/source" init -q -b main
git -C "$portal/source" add -A
git -C "$portal/source" -c user.name=e2e -c user.email=e2e@example.com commit -qm 'Reference stack'

# Secrets of its own, for the tests to look for: characters that each encoder
# writes in its own way, around a part that none of them takes apart.
plant() {
  printf 'a"<&>'\''$1 é/%s+%%7B' "$(od -An -N9 -tx1 /dev/urandom | tr -d ' \n')" >"$portal/planted/$1"
  cat "$portal/planted/$1"
}
(umask 077 && mkdir "$portal/planted")
SANDBOX_DB_PASSWORD=$(plant db_password)
IAC_DEMO_PAGER_TOKEN=$(plant pager_token)
export SANDBOX_DB_PASSWORD IAC_DEMO_PAGER_TOKEN IAC_DEMO_SECRETS="$portal/secrets"
make_demo_secrets

export IAC_HOME="$portal/iac" IAC_E2E_SOURCE="$portal/source" IAC_E2E_MIRROR="$mirror"
if [ -z "${IAC_E2E_SKIP_BUILD:-}" ]; then
  (cd packages/app && yarn backstage-cli package build)
fi
cd packages/backend
exec node "$ROOT/.yarn/releases/yarn-4.13.0.cjs" backstage-cli package start \
  --config "$ROOT/app-config.yaml" --config "$ROOT/packages/app/e2e-tests/app-config.e2e.yaml"

#!/usr/bin/env bash
# Fetches all that the project needs into the project's own folders. Safe to
# repeat: each step is skipped when its result is there and current.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"
cd "$ROOT"

NODE_VERSION=22.23.3

supported_node() { "$1" -e 'process.exit([22,24].includes(+process.versions.node.split(".")[0])?0:1)' 2>/dev/null; }

setup_node() {
  command -v npm >/dev/null || die 'npm is missing. Install Node.js 18 or newer with npm, then try again.'
  if supported_node node; then return; fi
  local os arch package
  os=$(uname -s | tr '[:upper:]' '[:lower:]')
  case $(uname -m) in x86_64 | amd64) arch=x64 ;; aarch64 | arm64) arch=arm64 ;; *) arch=$(uname -m) ;; esac
  say "Fetching Node $NODE_VERSION (this machine has $(node --version 2>/dev/null || echo none))"
  for package in "node-$os-$arch" "node-bin-$os-$arch"; do
    rm -rf .tools/npm
    mkdir -p .tools/npm
    if npm install --prefix .tools/npm --no-save --no-fund --no-audit --loglevel=error \
      "$package@$NODE_VERSION" >/dev/null; then
      rm -rf .tools/node
      mv ".tools/npm/node_modules/$package" .tools/node
      rm -rf .tools/npm
      export PATH="$ROOT/.tools/node/bin:$PATH" npm_config_nodedir="$ROOT/.tools/node"
      return
    fi
  done
  die "Node $NODE_VERSION for $os-$arch could not be fetched. Install Node 22 or 24 and try again."
}

setup_packages() {
  local stamp=node_modules/.setup-stamp now
  now=$(cat yarn.lock .yarnrc.yml package.json packages/*/package.json plugins/*/package.json | cksum)-$(node --version)
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then return; fi
  say 'Installing packages (two to three minutes the first time)'
  local log=.tools/install.log
  mkdir -p .tools
  if ! yarn install --immutable >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    die "Packages could not be installed; the whole log is in $log"
  fi
  printf '%s' "$now" >"$stamp"
}

setup_provider() {
  local stamp="$IAC_HOME/mirror/.stamp" now
  now=$(find packages/terraform-provider-sandbox -type f \( -name '*.ts' -o -name '*.mjs' -o -name package.json \) \
    -not -path '*/node_modules/*' -print0 | sort -z | xargs -0 cat | cksum)-$ROOT
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then return; fi
  say 'Building the sandbox provider'
  mkdir -p "$IAC_HOME"
  node packages/terraform-provider-sandbox/scripts/install.mjs --mirror "$IAC_HOME/mirror" >&2
  printf '%s' "$now" >"$stamp"
}

setup_node
setup_packages
make_demo_secrets
"$ROOT/scripts/terraform.sh"
setup_provider

#!/usr/bin/env bash
# Finds Terraform or OpenTofu, or fetches a pinned Terraform into .tools and
# checks it against the SHA-256 sums of its release.
set -euo pipefail
# shellcheck source=scripts/env.sh
. "$(dirname "$0")/env.sh"

VERSION=1.11.4
MINIMUM=1.6

fits() { # $1: binary
  local found
  found=$("$1" version 2>/dev/null | sed -n '1s/^[A-Za-z]* v\([0-9.]*\).*/\1/p')
  [ -n "$found" ] && [ "$(printf '%s\n%s\n' "$MINIMUM" "$found" | sort -V | head -n 1)" = "$MINIMUM" ]
}

for binary in terraform tofu; do
  if command -v "$binary" >/dev/null && fits "$binary"; then exit 0; fi
done

os=$(uname -s | tr '[:upper:]' '[:lower:]')
case $(uname -m) in x86_64 | amd64) arch=amd64 ;; aarch64 | arm64) arch=arm64 ;; *) arch=$(uname -m) ;; esac
base="https://releases.hashicorp.com/terraform/$VERSION"
zip="terraform_${VERSION}_${os}_${arch}.zip"
target="$ROOT/.tools/terraform"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say "Fetching Terraform $VERSION"
if ! curl -fsSL --retry 2 --max-time 300 -o "$work/$zip" "$base/$zip" ||
  ! curl -fsSL --retry 2 --max-time 30 -o "$work/sums" "$base/terraform_${VERSION}_SHA256SUMS"; then
  die "Neither terraform nor tofu $MINIMUM or newer is on the PATH, and the release site cannot be reached: install Terraform $VERSION or OpenTofu and try again."
fi
if command -v sha256sum >/dev/null; then sum='sha256sum'; else sum='shasum -a 256'; fi
(cd "$work" && grep " $zip\$" sums | $sum -c - >/dev/null) ||
  die "The download of $zip does not match its published SHA-256; nothing was installed."
mkdir -p "$target"
if command -v unzip >/dev/null; then
  unzip -qo "$work/$zip" terraform -d "$target"
else
  python3 -m zipfile -e "$work/$zip" "$target"
fi
chmod 755 "$target/terraform"

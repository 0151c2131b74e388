#!/bin/sh
# Plans an environment, asks, and applies exactly that plan: apply.sh ENV [options of `iac apply`], or ENV=name apply.sh.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
[ $# -gt 0 ] || set -- ${ENV:+"$ENV"}
exec "$root/scripts/iac" apply "$@"

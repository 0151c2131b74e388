#!/bin/sh
# Says whether an environment is ready, and why not: readiness.sh ENV [options of `iac readiness`], or ENV=name readiness.sh.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
[ $# -gt 0 ] || set -- ${ENV:+"$ENV"}
exec "$root/scripts/iac" readiness "$@"

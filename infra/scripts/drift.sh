#!/bin/sh
# Reports what was changed outside of Terraform: drift.sh ENV [options of `iac drift`], or ENV=name drift.sh.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
[ $# -gt 0 ] || set -- ${ENV:+"$ENV"}
exec "$root/scripts/iac" drift "$@"

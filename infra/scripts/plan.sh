#!/bin/sh
# Plans an environment and archives the plan: plan.sh ENV [options of `iac plan`], or ENV=name plan.sh.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
[ $# -gt 0 ] || set -- ${ENV:+"$ENV"}
exec "$root/scripts/iac" plan "$@"

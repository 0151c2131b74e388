#!/bin/sh
# Makes the plans of this folder anew with the terraform on the PATH:
#   sh make-plans.sh
# Ids and times differ each time; the tests read neither.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1
unset TF_CLI_CONFIG_FILE
cd "$work"

configure() {
  rm -rf ./*.tf m .terraform.lock.hcl
  cp -R "$here/configurations/$1/." .
  terraform init -input=false >init.log
}

# plan NAME [ARGUMENTS]: an errored plan is a plan as well.
plan() {
  name=$1
  shift
  terraform plan -input=false -out=plan.tfplan "$@" >plan.log || true
  terraform show -json plan.tfplan >"$here/$name.json"
}

configure first
plan create
terraform apply -input=false plan.tfplan >apply.log
plan no-op
configure outputs
plan outputs
printf '%s' '{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"upstream","outputs":{},"resources":[]}' >upstream.tfstate
configure second
plan every-change
plan refresh-only -refresh-only
plan destroy -destroy
rm terraform.tfstate
configure errored
plan errored
configure checks
plan nested-check

sandbox=$here/../../../../terraform-provider-sandbox
node "$sandbox/scripts/install.mjs" --mirror "$work/mirror" >install.log
export TF_CLI_CONFIG_FILE="$work/mirror/terraform.rc" SANDBOX_HOME="$work/clouds"
change() {
  node "$sandbox/dist/sandbox-drift.js" --cloud fixture "$@" >change.log
}
configure drift
terraform apply -input=false -auto-approve >apply.log
change --type sandbox_database --set size=large
change --type sandbox_network --object spare --delete
plan drift
plan drift-refresh-only -refresh-only

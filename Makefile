# Terraform from the developer portal. `make help` lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup start test images bench chaos infra-plan infra-apply infra-drift infra-readiness infra-environments sandbox-drift clean

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  %-20s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Fetch Node, packages, Terraform and the sandbox provider into this folder
	@scripts/setup.sh

start: setup ## Start the portal: http://localhost:3000
	@scripts/start.sh

test: setup ## Type check, lint, all tests on real Terraform, SQLite, PostgreSQL and a browser
	@scripts/test.sh

images: setup ## Take the pictures of docs/images anew
	@scripts/images.sh

bench: setup ## Compare the engine with bare Terraform, time the readiness list and the first paint, weigh the plugin; writes bench/results.json
	@scripts/bench.sh

chaos: setup ## Strike runs with faults at random instants: make chaos N=200 SEED=1; writes chaos/results.json
	@scripts/chaos.sh $(or $(N),20) $(SEED)

infra-plan: setup ## Plan an environment: make infra-plan ENV=staging (exit 0 nothing to do, 2 changes, 1 error)
	@infra/scripts/plan.sh $(ENV)

infra-apply: setup ## Apply the newest plan: CONFIRM=staging make infra-apply ENV=staging
	@infra/scripts/apply.sh $(ENV)

infra-drift: setup ## Check an environment for drift: make infra-drift ENV=staging
	@infra/scripts/drift.sh $(ENV)

infra-readiness: setup ## Verdict of the portal: make infra-readiness ENV=staging (IAC_PORTAL_URL, IAC_PORTAL_TOKEN)
	@infra/scripts/readiness.sh $(ENV)

infra-environments: setup ## List the environments
	@scripts/iac environments

sandbox-drift: setup ## Change an object behind Terraform's back: make sandbox-drift ENV=staging
	@scripts/sandbox-drift.sh $(ENV)

clean: ## Remove builds and reports (keeps tools, packages and the demo's state)
	@rm -rf dist-types coverage test-results packages/*/dist plugins/*/dist

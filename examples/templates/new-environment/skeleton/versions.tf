terraform {
  required_version = ">= 1.8, < 2.0"

  required_providers {
    sandbox = {
      source  = "backstage-iac.io/platform/sandbox"
      version = "~> 0.1"
    }
  }
}

# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "backstage-iac.io/platform/sandbox" {
  version     = "0.1.0"
  constraints = "~> 0.1"
  hashes = [
    "h1:EszFMqlxXq1d4ZlaGFyNoEulvKOJx7Xl9hJ3oSX2cnE=",
  ]
}

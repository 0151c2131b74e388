# Applied, then changed and deleted by hand in the sandbox cloud.
terraform {
  required_providers {
    sandbox = { source = "backstage-iac.io/platform/sandbox" }
  }
}
provider "sandbox" { cloud = "fixture" }
resource "sandbox_network" "main" {
  name = "main"
  cidr = "10.0.0.0/16"
}
resource "sandbox_network" "spare" {
  name = "spare"
  cidr = "10.1.0.0/16"
}
resource "sandbox_database" "main" {
  name       = "main"
  network_id = sandbox_network.main.id
  engine     = "postgres"
  storage_gb = 20
  password   = "S3CRET-db-password"
}
output "database" { value = sandbox_database.main.size }

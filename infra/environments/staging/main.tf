# The backend is not named here: whoever runs this adds a backend_override.tf, so that the same code runs on any state.

locals {
  environment = "staging"
  tags        = { environment = local.environment, managed-by = "terraform" }
}

# Where the cloud lives comes from SANDBOX_HOME.
provider "sandbox" {
  cloud = local.environment
}

data "sandbox_region" "this" {
  name = var.region
}

module "networking" {
  source = "../../modules/networking"

  environment = local.environment
  cidr        = var.network_cidr
  zones       = slice(data.sandbox_region.this.zones, 0, var.zone_count)
  tags        = local.tags
}

module "compute" {
  source = "../../modules/compute"

  environment = local.environment
  network_id  = module.networking.network_id
  subnet_ids  = module.networking.subnet_ids
  cluster     = var.cluster
  databases   = var.databases
  db_password = var.db_password
  services    = var.services
  tags        = local.tags
}

module "observability" {
  source = "../../modules/observability"

  environment = local.environment
  dashboards  = var.dashboards
  alerts      = var.alerts
  pager_token = var.pager_token
  targets = merge(
    { cluster = module.compute.cluster_id },
    { for name, id in module.compute.database_ids : "database/${name}" => id },
    { for name, id in module.compute.service_ids : "service/${name}" => id },
  )
}

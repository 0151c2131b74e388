resource "sandbox_cluster" "this" {
  name       = var.environment
  network_id = var.network_id
  subnet_ids = var.subnet_ids
  node_count = var.cluster.node_count
  node_type  = var.cluster.node_type
  version    = var.cluster.version
  tags       = var.tags
}

resource "sandbox_database" "this" {
  for_each = var.databases

  name                = "${var.environment}-${each.key}"
  network_id          = var.network_id
  engine              = each.value.engine
  size                = each.value.size
  storage_gb          = each.value.storage_gb
  backup_days         = each.value.backup_days
  deletion_protection = each.value.deletion_protection
  password            = var.db_password
}

resource "sandbox_service" "this" {
  for_each = var.services

  name       = each.key
  cluster_id = sandbox_cluster.this.id
  host       = each.value.host
  port       = each.value.port
  replicas   = each.value.replicas
}

check "capacity" {
  assert {
    condition     = sum(concat([0], [for service in var.services : service.replicas])) <= var.cluster.node_count * 10
    error_message = "More than ten replicas per machine: the cluster is too small for its services."
  }
}

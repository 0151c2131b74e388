resource "sandbox_network" "this" {
  name = var.environment
  cidr = var.cidr
  tags = var.tags
}

resource "sandbox_subnet" "this" {
  for_each = { for index, zone in var.zones : zone => cidrsubnet(var.cidr, 4, index) }

  name       = "${var.environment}-${each.key}"
  network_id = sandbox_network.this.id
  cidr       = each.value
  zone       = each.key
}

output "network_id" {
  description = "The network."
  value       = sandbox_network.this.id
}

output "subnet_ids" {
  description = "The subnets, in the order of their zones."
  value       = [for zone in var.zones : sandbox_subnet.this[zone].id]
}

output "subnet_cidrs" {
  description = "Address range of each zone."
  value       = { for zone, subnet in sandbox_subnet.this : zone => subnet.cidr }
}

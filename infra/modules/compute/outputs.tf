output "cluster_id" {
  description = "The cluster."
  value       = sandbox_cluster.this.id
}

output "cluster_endpoint" {
  description = "Address of the cluster's control plane."
  value       = sandbox_cluster.this.endpoint
}

output "database_ids" {
  description = "The databases, by name."
  value       = { for name, database in sandbox_database.this : name => database.id }
}

output "database_endpoints" {
  description = "Addresses of the databases, by name."
  value       = { for name, database in sandbox_database.this : name => database.endpoint }
}

output "service_ids" {
  description = "The services, by name."
  value       = { for name, service in sandbox_service.this : name => service.id }
}

output "service_endpoints" {
  description = "Addresses of the services, by name."
  value       = { for name, service in sandbox_service.this : name => service.endpoint }
}

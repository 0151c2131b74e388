output "cluster_endpoint" {
  description = "Address of the cluster's control plane."
  value       = module.compute.cluster_endpoint
}

output "database_endpoints" {
  description = "Addresses of the databases, by name."
  value       = module.compute.database_endpoints
}

output "service_endpoints" {
  description = "Addresses of the services, by name."
  value       = module.compute.service_endpoints
}

output "dashboard_urls" {
  description = "Where to see the dashboards, by name."
  value       = module.observability.dashboard_urls
}

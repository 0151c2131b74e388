output "dashboard_urls" {
  description = "Where to see the dashboards, by name."
  value       = { for name, dashboard in sandbox_dashboard.this : name => dashboard.url }
}

output "alert_ids" {
  description = "The alert rules, by name."
  value       = { for name, rule in sandbox_alert_rule.this : name => rule.id }
}

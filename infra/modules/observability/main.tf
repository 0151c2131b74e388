resource "sandbox_dashboard" "this" {
  for_each = var.dashboards

  name   = "${var.environment}-${each.key}"
  title  = each.value.title
  panels = each.value.panels
}

resource "sandbox_alert_rule" "this" {
  for_each = var.alerts

  name      = "${var.environment}-${each.key}"
  target_id = var.targets[each.value.target]
  metric    = each.value.metric
  operator  = each.value.operator
  threshold = each.value.threshold
  for       = each.value.for
  severity  = each.value.severity

  lifecycle {
    precondition {
      condition     = each.value.severity != "critical" || var.pager_token != null
      error_message = "A critical alert calls the pager: give pager_token."
    }
  }
}

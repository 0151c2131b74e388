mock_provider "sandbox" {}

variables {
  environment = "test"
  targets     = { cluster = "cls-1" }
  dashboards  = { overview = { title = "Overview", panels = ["cpu"] } }
  alerts      = { cpu = { target = "cluster", metric = "cpu", threshold = 80 } }
}

run "watches_the_targets" {
  assert {
    condition     = sandbox_alert_rule.this["cpu"].target_id == "cls-1" && sandbox_alert_rule.this["cpu"].for == "5m"
    error_message = "The rule must watch the cluster, for five minutes by default."
  }

  assert {
    condition     = keys(output.dashboard_urls) == ["overview"]
    error_message = "Every dashboard must be in the outputs."
  }
}

run "refuses_an_unknown_target" {
  command = plan

  variables {
    alerts = { cpu = { target = "moon", metric = "cpu", threshold = 80 } }
  }

  expect_failures = [var.alerts]
}

run "refuses_a_critical_alert_without_a_pager" {
  command = plan

  variables {
    pager_token = null
    alerts      = { cpu = { target = "cluster", metric = "cpu", threshold = 80, severity = "critical" } }
  }

  expect_failures = [sandbox_alert_rule.this["cpu"]]
}

run "calls_the_pager" {
  command = plan

  variables {
    pager_token = "only-for-tests"
    alerts      = { cpu = { target = "cluster", metric = "cpu", threshold = 80, severity = "critical" } }
  }
}

run "refuses_an_empty_dashboard" {
  command = plan

  variables {
    dashboards = { overview = { title = "Overview", panels = [] } }
  }

  expect_failures = [var.dashboards]
}

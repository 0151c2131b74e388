mock_provider "sandbox" {
  mock_data "sandbox_region" {
    defaults = {
      zones = ["north-1a", "north-1b", "north-1c"]
    }
  }
}

variables {
  db_password = "only-for-tests"
  pager_token = "only-for-tests"
}

run "is_complete" {
  assert {
    condition     = keys(output.database_endpoints) == ["orders", "sessions"] && length(output.dashboard_urls) == 2
    error_message = "Production runs two databases and has two dashboards."
  }
}

run "refuses_an_unprotected_database" {
  command = plan

  variables {
    databases = { orders = { deletion_protection = false } }
    alerts    = {}
  }

  expect_failures = [var.databases]
}

run "refuses_to_lose_a_zone" {
  command = plan

  variables {
    zone_count = 2
  }

  expect_failures = [var.zone_count]
}

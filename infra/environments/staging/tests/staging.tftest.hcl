mock_provider "sandbox" {
  mock_data "sandbox_region" {
    defaults = {
      zones = ["north-1a", "north-1b", "north-1c"]
    }
  }
}

variables {
  db_password = "only-for-tests"
}

run "is_complete" {
  assert {
    condition     = keys(output.service_endpoints) == ["checkout", "shop"] && keys(output.database_endpoints) == ["orders"]
    error_message = "Staging runs the shop, the checkout and the orders database."
  }
}

run "stays_small" {
  command = plan

  variables {
    cluster = { node_count = 6 }
  }

  expect_failures = [var.cluster]
}

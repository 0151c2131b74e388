mock_provider "sandbox" {}

variables {
  environment = "test"
  network_id  = "net-1"
  subnet_ids  = ["sub-1"]
  cluster     = { node_count = 2 }
  databases   = { orders = {} }
  db_password = "only-for-tests"
  services    = { shop = { host = "shop.test.example.com", replicas = 3 } }
}

run "builds_what_is_asked_for" {
  assert {
    condition     = sandbox_cluster.this.node_count == 2 && sandbox_cluster.this.node_type == "small"
    error_message = "The cluster must have the size that is asked for, of small machines by default."
  }

  assert {
    condition     = sandbox_database.this["orders"].name == "test-orders" && sandbox_database.this["orders"].engine == "postgres"
    error_message = "A database is called after its environment, and is a postgres by default."
  }

  assert {
    condition     = sandbox_service.this["shop"].cluster_id == sandbox_cluster.this.id
    error_message = "Services must run on the cluster."
  }

  assert {
    condition     = keys(output.database_endpoints) == ["orders"] && keys(output.service_endpoints) == ["shop"]
    error_message = "Every database and service must be in the outputs."
  }
}

run "warns_of_a_cluster_that_is_too_small" {
  command = plan

  variables {
    services = { shop = { host = "shop.test.example.com", replicas = 21 } }
  }

  expect_failures = [check.capacity]
}

run "refuses_an_unknown_engine" {
  command = plan

  variables {
    databases = { orders = { engine = "oracle" } }
  }

  expect_failures = [var.databases]
}

run "refuses_a_cluster_without_machines" {
  command = plan

  variables {
    cluster = { node_count = 0 }
  }

  expect_failures = [var.cluster]
}

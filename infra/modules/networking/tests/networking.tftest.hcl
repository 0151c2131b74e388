mock_provider "sandbox" {}

variables {
  environment = "test"
  cidr        = "10.9.0.0/16"
  zones       = ["north-1a", "north-1b"]
}

run "one_subnet_per_zone" {
  assert {
    condition     = output.subnet_cidrs == { north-1a = "10.9.0.0/20", north-1b = "10.9.16.0/20" }
    error_message = "Each zone must get its own sixteenth of the network."
  }

  assert {
    condition     = alltrue([for subnet in sandbox_subnet.this : subnet.network_id == sandbox_network.this.id])
    error_message = "Every subnet must be part of the network."
  }

  assert {
    condition     = length(output.subnet_ids) == 2
    error_message = "Both subnets must be in the output."
  }
}

run "refuses_a_range_that_is_too_small" {
  command = plan

  variables {
    cidr = "10.9.0.0/28"
  }

  expect_failures = [var.cidr]
}

run "refuses_a_zone_twice" {
  command = plan

  variables {
    zones = ["north-1a", "north-1a"]
  }

  expect_failures = [var.zones]
}

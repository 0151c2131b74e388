zone_count   = 3
network_cidr = "10.20.0.0/16"

cluster = {
  node_count = 6
  node_type  = "large"
}

databases = {
  orders   = { size = "large", storage_gb = 500, backup_days = 35 }
  sessions = { engine = "redis", size = "medium", storage_gb = 50 }
}

services = {
  shop     = { host = "shop.example.com", replicas = 6 }
  checkout = { host = "checkout.example.com", port = 8081, replicas = 4 }
}

dashboards = {
  overview  = { title = "Production overview", panels = ["requests", "errors", "latency_p95", "saturation"] }
  databases = { title = "Databases", panels = ["connections", "storage_percent", "replication_lag"] }
}

alerts = {
  cluster-cpu     = { target = "cluster", metric = "cpu_percent", threshold = 75 }
  cluster-nodes   = { target = "cluster", metric = "ready_nodes", operator = "below", threshold = 5, for = "1m", severity = "critical" }
  orders-storage  = { target = "database/orders", metric = "storage_percent", threshold = 75 }
  sessions-memory = { target = "database/sessions", metric = "memory_percent", threshold = 85 }
  shop-errors     = { target = "service/shop", metric = "error_percent", threshold = 1, for = "2m", severity = "critical" }
  checkout-errors = { target = "service/checkout", metric = "error_percent", threshold = 0.5, for = "1m", severity = "critical" }
}

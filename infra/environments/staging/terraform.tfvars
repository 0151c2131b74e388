zone_count   = 2
network_cidr = "10.10.0.0/16"

cluster = {
  node_count = 2
  node_type  = "small"
}

databases = {
  orders = { size = "small", storage_gb = 20 }
}

services = {
  shop     = { host = "shop.staging.example.com" }
  checkout = { host = "checkout.staging.example.com", port = 8081 }
}

dashboards = {
  overview = { title = "Staging overview", panels = ["requests", "errors", "latency_p95"] }
  orders   = { title = "Orders database", panels = ["connections", "storage_percent"] }
}

alerts = {
  cluster-cpu    = { target = "cluster", metric = "cpu_percent", threshold = 90, for = "15m" }
  orders-storage = { target = "database/orders", metric = "storage_percent", threshold = 85 }
  shop-errors    = { target = "service/shop", metric = "error_percent", threshold = 5 }
}

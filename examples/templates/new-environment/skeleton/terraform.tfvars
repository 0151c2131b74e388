region       = "${{ values.region }}"
zone_count   = ${{ values.zones }}
network_cidr = "${{ values.cidr }}"

cluster = {
  node_count = ${{ values.nodes }}
  node_type  = "${{ values.nodeType }}"
}

databases = {
  orders = { size = "${{ values.nodeType }}", storage_gb = 20 }
}

services = {
  shop     = { host = "shop.${{ values.name }}.example.com" }
  checkout = { host = "checkout.${{ values.name }}.example.com", port = 8081 }
}

dashboards = {
  overview = { title = "${{ values.name }} overview", panels = ["requests", "errors", "latency_p95"] }
}

alerts = {
  cluster-cpu    = { target = "cluster", metric = "cpu_percent", threshold = 90, for = "15m" }
  orders-storage = { target = "database/orders", metric = "storage_percent", threshold = 85 }
}

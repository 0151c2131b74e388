variable "region" {
  description = "Region of the cloud."
  type        = string
  default     = "north-1"

  validation {
    condition     = contains(["north-1", "west-1", "central-1"], var.region)
    error_message = "Regions are north-1, west-1 and central-1."
  }
}

variable "zone_count" {
  description = "In how many availability zones it runs."
  type        = number

  validation {
    condition     = var.zone_count >= 1 && var.zone_count <= 3
    error_message = "A region has three zones: use 1 to 3 of them."
  }
}

variable "network_cidr" {
  description = "Address range of the network. Environments must not overlap."
  type        = string

  validation {
    condition     = can(cidrhost(var.network_cidr, 0))
    error_message = "Use an IPv4 range such as 10.10.0.0/16."
  }
}

variable "cluster" {
  description = "Size and version of the cluster."
  type = object({
    node_count = number
    node_type  = optional(string, "small")
    version    = optional(string, "1.33")
  })

  validation {
    condition     = var.cluster.node_count <= 5
    error_message = "Environments from the template are for trying things out: five machines are enough."
  }
}

variable "databases" {
  description = "Databases by name. A change of the engine replaces the database."
  type = map(object({
    engine              = optional(string, "postgres")
    size                = optional(string, "small")
    storage_gb          = optional(number, 20)
    backup_days         = optional(number, 7)
    deletion_protection = optional(bool, false)
  }))
}

# No validation here: Terraform prints the value of a variable that fails one, even of a sensitive one.
variable "db_password" {
  description = "Password of the databases' administrator, at least 8 characters long. See secrets.auto.tfvars.example."
  type        = string
  sensitive   = true
}

variable "pager_token" {
  description = "Token of the pager that critical alerts call; without one, alerts may not be critical."
  type        = string
  sensitive   = true
  default     = null
}

variable "services" {
  description = "Services by name."
  type = map(object({
    host     = string
    port     = optional(number, 8080)
    replicas = optional(number, 1)
  }))
}

variable "dashboards" {
  description = "Dashboards by name, with the metrics that they show."
  type = map(object({
    title  = string
    panels = list(string)
  }))
  default = {}
}

variable "alerts" {
  description = "Alert rules by name. They watch `cluster`, `database/<name>` or `service/<name>`."
  type = map(object({
    target    = string
    metric    = string
    operator  = optional(string, "above")
    threshold = number
    for       = optional(string, "5m")
    severity  = optional(string, "warning")
  }))
  default = {}
}

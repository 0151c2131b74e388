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
    condition     = var.zone_count == 3
    error_message = "Production runs in all three zones of its region."
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
    condition     = var.cluster.node_count >= 3
    error_message = "Production needs three machines, one per zone, to survive the loss of a zone."
  }
}

variable "databases" {
  description = "Databases by name. A change of the engine replaces the database."
  type = map(object({
    engine              = optional(string, "postgres")
    size                = optional(string, "small")
    storage_gb          = optional(number, 20)
    backup_days         = optional(number, 14)
    deletion_protection = optional(bool, true)
  }))

  validation {
    condition     = alltrue([for database in var.databases : database.deletion_protection])
    error_message = "Every database in production has deletion protection."
  }

  validation {
    condition     = alltrue([for database in var.databases : database.backup_days >= 14])
    error_message = "Backups in production are kept for 14 days or more."
  }
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
    replicas = optional(number, 2)
  }))

  validation {
    condition     = alltrue([for service in var.services : service.replicas >= 2])
    error_message = "Every service in production has two replicas or more."
  }
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

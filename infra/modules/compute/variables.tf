variable "environment" {
  description = "Name of the environment; part of every object's name."
  type        = string
}

variable "network_id" {
  description = "The network that everything runs in."
  type        = string
}

variable "subnet_ids" {
  description = "The subnets of the cluster's machines."
  type        = list(string)
}

variable "cluster" {
  description = "Size and version of the cluster."
  type = object({
    node_count = number
    node_type  = optional(string, "small")
    version    = optional(string, "1.33")
  })

  validation {
    condition     = var.cluster.node_count >= 1 && var.cluster.node_count <= 50 && floor(var.cluster.node_count) == var.cluster.node_count
    error_message = "A cluster has 1 to 50 machines."
  }

  validation {
    condition     = contains(["small", "medium", "large", "xlarge"], var.cluster.node_type)
    error_message = "Machines are small, medium, large or xlarge."
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
  default = {}

  validation {
    condition     = alltrue([for database in var.databases : contains(["postgres", "mysql", "redis"], database.engine)])
    error_message = "Engines are postgres, mysql and redis."
  }
}

# No validation here: Terraform prints the value of a variable that fails one, even of a sensitive one. The provider
# checks the length, and keeps the value to itself.
variable "db_password" {
  description = "Password of the databases' administrator, at least 8 characters long."
  type        = string
  sensitive   = true
}

variable "services" {
  description = "Services by name."
  type = map(object({
    host     = string
    port     = optional(number, 8080)
    replicas = optional(number, 1)
  }))
  default = {}

  validation {
    condition     = alltrue([for service in var.services : service.replicas >= 0 && service.replicas <= 100])
    error_message = "A service has 0 to 100 replicas."
  }
}

variable "tags" {
  description = "Tags of the cluster."
  type        = map(string)
  default     = {}
}

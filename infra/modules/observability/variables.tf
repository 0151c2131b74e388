variable "environment" {
  description = "Name of the environment; part of every object's name."
  type        = string
}

variable "dashboards" {
  description = "Dashboards by name, with the metrics that they show."
  type = map(object({
    title  = string
    panels = list(string)
  }))
  default = {}

  validation {
    condition     = alltrue([for dashboard in var.dashboards : length(dashboard.panels) > 0])
    error_message = "A dashboard shows at least one metric."
  }
}

variable "targets" {
  description = "What alerts can watch: ids of objects, by name."
  type        = map(string)
}

variable "pager_token" {
  description = "Token of the pager that critical alerts call."
  type        = string
  sensitive   = true
  default     = null
}

variable "alerts" {
  description = "Alert rules by name. `target` is one of the targets' names."
  type = map(object({
    target    = string
    metric    = string
    operator  = optional(string, "above")
    threshold = number
    for       = optional(string, "5m")
    severity  = optional(string, "warning")
  }))
  default = {}

  validation {
    condition     = alltrue([for alert in var.alerts : contains(["info", "warning", "critical"], alert.severity)])
    error_message = "Severities are info, warning and critical."
  }

  validation {
    condition     = alltrue([for alert in var.alerts : contains(keys(var.targets), alert.target)])
    error_message = "An alert watches one of the targets."
  }
}

variable "environment" {
  description = "Name of the environment; part of every object's name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}$", var.environment))
    error_message = "Use 2 to 21 lower-case letters, digits and dashes, starting with a letter."
  }
}

variable "cidr" {
  description = "Address range of the network; each zone gets a 16th of it."
  type        = string

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && try(tonumber(split("/", var.cidr)[1]) <= 24, false)
    error_message = "Use an IPv4 range of /24 or larger, such as 10.0.0.0/16."
  }
}

variable "zones" {
  description = "Availability zones, one subnet in each."
  type        = list(string)

  validation {
    condition     = length(var.zones) >= 1 && length(var.zones) <= 16 && length(distinct(var.zones)) == length(var.zones)
    error_message = "Name 1 to 16 different zones."
  }
}

variable "tags" {
  description = "Tags of the network."
  type        = map(string)
  default     = {}
}

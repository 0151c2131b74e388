# One change of every kind.
variable "password" {
  type      = string
  sensitive = true
  default   = "S3CRET-db-password-2"
}
resource "terraform_data" "kept" { input = "same" }
resource "terraform_data" "updated" { input = { size = "large", zones = ["a", "c", "d"], tags = { "cost center" = "2" } } }
resource "terraform_data" "replaced" { triggers_replace = "v2" }
resource "terraform_data" "replaced_first" {
  triggers_replace = "v2"
  lifecycle { create_before_destroy = true }
}
removed {
  from = terraform_data.forgotten
  lifecycle { destroy = false }
}
moved {
  from = terraform_data.old_name
  to   = terraform_data.new_name
}
resource "terraform_data" "new_name" { input = "moved" }
moved {
  from = terraform_data.old_name_updated
  to   = module.m["k one"].terraform_data.in
}
module "m" {
  source   = "./m"
  for_each = { "k one" = 2 }
  x        = each.value
}
resource "terraform_data" "strange" {
  for_each = toset(["new\nline", "dots.and[brackets]", "$${x}", "uni-日本語-🚀", "", "a \"b\"\n"])
  input    = each.key
}
resource "terraform_data" "counted" {
  count = 1
  input = count.index
}
resource "terraform_data" "secret" { input = { user = "admin", password = var.password } }
import {
  to = terraform_data.imported
  id = "imported-id"
}
resource "terraform_data" "imported" { input = "imported" }
resource "terraform_data" "created" {
  input = { dependency = terraform_data.replaced.id, password = var.password, known = "k" }
}
data "terraform_remote_state" "deferred" {
  backend    = "local"
  config     = { path = "upstream.tfstate" }
  depends_on = [terraform_data.created]
}
check "size" {
  assert {
    condition     = terraform_data.kept.input == "other"
    error_message = "kept is ${terraform_data.kept.input}"
  }
}
output "changed" { value = "v2" }
output "secret" {
  value     = var.password
  sensitive = true
}
output "added" { value = terraform_data.created.id }

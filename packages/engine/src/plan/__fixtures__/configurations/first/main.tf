# What the state knows before every change of the second configuration.
variable "password" {
  type      = string
  sensitive = true
  default   = "S3CRET-db-password"
}
resource "terraform_data" "kept" { input = "same" }
resource "terraform_data" "updated" { input = { size = "small", zones = ["a", "b"], tags = { "cost center" = "1" } } }
resource "terraform_data" "replaced" { triggers_replace = "v1" }
resource "terraform_data" "replaced_first" {
  triggers_replace = "v1"
  lifecycle { create_before_destroy = true }
}
resource "terraform_data" "deleted" { input = "bye" }
resource "terraform_data" "forgotten" { input = "stays" }
resource "terraform_data" "old_name" { input = "moved" }
resource "terraform_data" "old_name_updated" { input = 1 }
resource "terraform_data" "strange" {
  for_each = toset(["new\nline", "quote\"inside", "dots.and[brackets]", "$${x}", "uni-日本語-🚀", ""])
  input    = each.key
}
resource "terraform_data" "counted" {
  count = 2
  input = count.index
}
resource "terraform_data" "secret" { input = { user = "admin", password = var.password } }
output "changed" { value = "v1" }
output "secret" {
  value     = var.password
  sensitive = true
}
output "dropped" { value = 1 }

variable "x" { type = number }
resource "terraform_data" "in" { input = var.x }

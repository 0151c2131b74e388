resource "terraform_data" "fine" { input = 1 }
resource "terraform_data" "broken" {
  input = 1
  lifecycle {
    precondition {
      condition     = terraform_data.fine.input == 2
      error_message = "fine must be 2"
    }
  }
}

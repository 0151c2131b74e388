# Exit code 2 and `applyable` for ever, and nothing to do.
check "upstream" {
  data "terraform_remote_state" "upstream" {
    backend = "local"
    config  = { path = "${path.module}/upstream.tfstate" }
  }
  assert {
    condition     = data.terraform_remote_state.upstream.outputs != null
    error_message = "no outputs"
  }
}

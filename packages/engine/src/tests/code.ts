/** A root module with one resource that holds a value. */
export function oneResource(value = '1'): string {
  return `resource "terraform_data" "network" {
  input = "${value}"
}
`;
}

/** A root module that calls a local module. */
export const WITH_MODULE = `module "network" {
  source = "../../modules/network"
  size   = var.size
}

variable "size" {
  type    = number
  default = 1
}
`;

export const NETWORK_MODULE = `variable "size" {
  type = number
}

resource "terraform_data" "subnet" {
  count = var.size
  input = count.index
}
`;

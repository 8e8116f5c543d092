import { normalAddress } from "../../aws/terraform/backends";
import type { AccessPlan } from "../types";

/** Stands for what only `terraform init` is given. */
const GIVEN = "(as terraform init is told)";

/** Returns where the state of a stack lies, in one text. Two stacks with one state would destroy each other's resources. */
export function stateOf({ terraform: { backend } }: AccessPlan, stack: string): string {
  switch (backend.type) {
    case "local":
      return `terraform.${stack}.tfstate`;
    case "s3":
      return `s3://${backend.bucket ?? GIVEN}/${backend.key}`;
    case "http":
      return backend.address === undefined ? `http ${stack} ${GIVEN}` : normalAddress(backend.address);
    case "gcs":
      return `gs://${backend.bucket ?? GIVEN}/${backend.prefix}`;
    case "azurerm":
      return `azurerm://${backend.storageAccountName ?? GIVEN}/${backend.containerName ?? GIVEN}/${backend.key}`;
    case "cloud":
      return [...hostOf(backend.hostname), backend.organization, backend.workspace].join("/");
  }
}

/** HCP Terraform is not named. */
function hostOf(hostname = "app.terraform.io"): string[] {
  const host = hostname.toLowerCase();
  return host === "app.terraform.io" ? [] : [host];
}

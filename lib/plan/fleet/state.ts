import type { AccessPlan } from "../types";

/** Returns where the state of a stack lies, in one text. Two stacks with one state would destroy each other's resources. */
export function stateOf({ terraform: { backend } }: AccessPlan, stack: string): string {
  switch (backend.type) {
    case "local":
      return `terraform.${stack}.tfstate`;
    case "s3":
      return `s3://${backend.bucket}/${backend.key}`;
    case "cloud":
      return `${backend.organization}/${backend.workspace}`;
  }
}

import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Fn, type ITerraformDependable, type TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { nameOfArn } from "../domain/arn";
import type { RoleRef } from "../domain/plan-types";
import { isToken } from "../domain/text";

/** The resources made so far, by their id in the plan: how a plan's references become Terraform's. */
export class Made {
  private readonly byId = new Map<string, TerraformResource>();

  constructor(readonly scope: Construct) {}

  /** `importId`: the resource exists, and Terraform takes it over. */
  add<T extends TerraformResource>(id: string, resource: T, importId?: string): T {
    this.byId.set(id, resource);
    if (importId !== undefined) resource.importFrom(importId);
    return resource;
  }

  get<T extends TerraformResource = TerraformResource>(id: string): T {
    const resource = this.byId.get(id);
    if (!resource)
      throw new Error(`internal: "${id}" is used before it is made; please report this with the configuration`);
    return resource as T;
  }

  all(ids: readonly string[]): ITerraformDependable[] {
    return ids.map((id) => this.get(id));
  }

  roleArn(role: RoleRef): string {
    return "arn" in role ? role.arn : this.get<IamRole>(role.id).arn;
  }

  roleName(role: RoleRef): string {
    if ("id" in role) return this.get<IamRole>(role.id).name;
    return isToken(role.arn) ? Fn.regex("[^/]+$", role.arn) : nameOfArn(role.arn);
  }
}

import type { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import {
  Fn,
  type ITerraformDependable,
  type Precondition,
  type TerraformResource,
  type TerraformResourceLifecycle,
} from "cdktf";
import type { Construct } from "constructs";
import { nameOfArn } from "../aws/arn";
import { renderDocument } from "../aws/iam/policy-document";
import { isToken } from "../aws/text";
import { UNKNOWN_ISSUER } from "../aws/workloads/trust";
import { importBlockId } from "../plan/addresses";
import type { RoleRef } from "../plan/types";
import { ImportBlock } from "./import-block";
import { argument, attributeOf } from "./reference";

/** The resources made so far, by their id in the plan: how a plan's references become Terraform's. */
export class ResourceRegistry {
  private readonly byId = new Map<string, TerraformResource>();

  constructor(readonly scope: Construct) {}

  /** Text for what documents call an unknown issuer: host and path, known to Terraform alone. */
  issuer: string | undefined;

  /** The cluster, if it is made here. */
  cluster: EksCluster | undefined;

  /**
   * What lies on a cluster that is made here is made again with it: the name stays the same, and Terraform would not
   * see that the new cluster is empty.
   */
  withCluster(precondition: Precondition[] = []): TerraformResourceLifecycle | undefined {
    if (this.cluster === undefined && precondition.length === 0) return undefined;
    return {
      ...(this.cluster && { replaceTriggeredBy: [attributeOf(this.cluster, "created_at")] }),
      ...(precondition.length > 0 && { precondition }),
    };
  }

  /** `importId`: the resource exists, and Terraform takes it over. */
  add<T extends TerraformResource>(id: string, resource: T, importId?: string): T {
    this.byId.set(id, resource);
    if (importId !== undefined) new ImportBlock(this.scope, importBlockId(id), resource, importId);
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

  /** A policy document for Terraform. The issuer may stand in a key, which is why it is text and no function call. */
  render(document: object): string {
    const { issuer } = this;
    const text = renderDocument(document);
    return issuer === undefined ? text : text.replaceAll(UNKNOWN_ISSUER, () => issuer);
  }

  roleArn(role: RoleRef): string {
    return "arn" in role ? role.arn : this.get<IamRole>(role.id).arn;
  }

  roleName(role: RoleRef): string {
    if ("id" in role) return this.get<IamRole>(role.id).name;
    return isToken(role.arn) ? Fn.regex("[^/]+$", argument(role.arn)) : nameOfArn(role.arn);
  }
}

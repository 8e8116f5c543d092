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
import { escapeTemplate } from "../aws/terraform/template";
import { isToken } from "../aws/text";
import { UNKNOWN_ISSUER } from "../aws/workloads/trust";
import { importBlockId } from "../plan/addresses";
import type { RoleRef } from "../plan/role-ref";
import { ImportBlock } from "./import-block";
import { argument, attributeOf } from "./reference";

/**
 * The resources created so far, by their id in the plan. It turns references between planned items into references
 * between Terraform resources.
 */
export class ResourceRegistry {
  private readonly byId = new Map<string, TerraformResource>();

  /** @param tokens whether texts of the plan may contain cdktf tokens */
  constructor(
    readonly scope: Construct,
    private readonly tokens: boolean,
  ) {}

  /** The expression that replaces the placeholder for an unknown issuer in documents: host and path. */
  issuer: string | undefined;

  /** The cluster, if it is created here. */
  cluster: EksCluster | undefined;

  /**
   * Returns the lifecycle of a resource on the cluster. If the cluster is created here, the resource is replaced with
   * it. The new cluster has the same name, so Terraform would not notice that it is empty.
   */
  replacedWithCluster(precondition: Precondition[] = []): TerraformResourceLifecycle | undefined {
    if (this.cluster === undefined && precondition.length === 0) return undefined;
    return {
      ...(this.cluster && { replaceTriggeredBy: [attributeOf(this.cluster, "created_at")] }),
      ...(precondition.length > 0 && { precondition }),
    };
  }

  /** Adds a resource. With `importId`, Terraform imports the existing resource. */
  add<T extends TerraformResource>(id: string, resource: T, importId?: string): T {
    this.byId.set(id, resource);
    if (importId !== undefined) new ImportBlock(this.scope, importBlockId(id), resource, importId);
    return resource;
  }

  /** The ids of all resources. */
  get ids(): readonly string[] {
    return [...this.byId.keys()];
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

  /** Renders a policy document for Terraform. */
  render(document: object): string {
    return renderDocument(document, this.tokens);
  }

  /**
   * Renders a trust policy, which may name the unknown issuer. The result is text and not `jsonencode`, because the
   * issuer may be part of a key.
   */
  renderTrust(document: object): string {
    const { issuer } = this;
    const text = renderDocument(document, this.tokens);
    const placeholder = this.tokens ? UNKNOWN_ISSUER : escapeTemplate(UNKNOWN_ISSUER);
    return issuer === undefined ? text : text.replaceAll(placeholder, () => issuer);
  }

  roleArn(role: RoleRef): string {
    return "arn" in role ? role.arn : this.get<IamRole>(role.id).arn;
  }

  roleName(role: RoleRef): string {
    if ("id" in role) return this.get<IamRole>(role.id).name;
    return isToken(role.arn) ? Fn.regex("[^/]+$", argument(role.arn)) : nameOfArn(role.arn);
  }
}

import type { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import type { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import type { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { PlannedNodeRole, RoleRef } from "../plan/types";
import type { Made } from "./resource-registry";

/** What a role came to: literals where they are known, references where not. */
export interface RoleAttributes {
  readonly roleName: string;
  readonly roleArn: string;
  /** Undefined for a role that exists: nothing is read from AWS. */
  readonly roleUniqueId?: string;
}

/** What a NodeClass, or a role of nodes, came to. */
export interface NodeAttributes extends RoleAttributes {
  /** Undefined where there is none. */
  readonly instanceProfileName?: string;
  /** Undefined where EKS makes the entry. */
  readonly accessEntryArn?: string;
}

/** What the cluster that is made here came to. */
export interface ClusterAttributes {
  readonly name: string;
  readonly arn: string;
  readonly endpoint: string;
  /** In base64. */
  readonly certificateAuthorityData: string;
  /** With `https://`. */
  readonly oidcIssuer: string;
}

export function roleAttributes(made: Made, role: RoleRef): RoleAttributes {
  return {
    roleName: made.roleName(role),
    roleArn: made.roleArn(role),
    roleUniqueId: "id" in role ? made.get<IamRole>(role.id).uniqueId : undefined,
  };
}

export function nodeAttributes(made: Made, { role, instanceProfile, entry }: PlannedNodeRole): NodeAttributes {
  return {
    ...roleAttributes(made, role),
    instanceProfileName: instanceProfile && made.get<IamInstanceProfile>(instanceProfile.id).name,
    accessEntryArn: entry === undefined ? undefined : made.get<EksAccessEntry>(entry).accessEntryArn,
  };
}

export function clusterAttributes(cluster: EksCluster): ClusterAttributes {
  return {
    name: cluster.name,
    arn: cluster.arn,
    endpoint: cluster.endpoint,
    certificateAuthorityData: cluster.certificateAuthority.get(0).data,
    oidcIssuer: cluster.identity.get(0).oidc.get(0).issuer,
  };
}

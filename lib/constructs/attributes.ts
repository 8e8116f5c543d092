import type { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import type { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import type { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import type { RoleRef } from "../plan/role-ref";
import type { PlannedNodeRole } from "../plan/types";
import type { PlannedWorkload } from "../plan/workloads/types";
import type { ResourceRegistry } from "./resource-registry";

/** The attributes of a role: literals if they are known, else references. */
export interface RoleAttributes {
  readonly roleName: string;
  readonly roleArn: string;
  /** Undefined for an existing role, because nothing is read from AWS. */
  readonly roleUniqueId?: string;
}

/** The attributes of a NodeClass or of a node role. */
export interface NodeAttributes extends RoleAttributes {
  /** Undefined if there is no instance profile. */
  readonly instanceProfileName?: string;
  /** Undefined if EKS creates the entry. */
  readonly accessEntryArn?: string;
}

/** The attributes of a workload. */
export interface WorkloadAttributes extends RoleAttributes {
  /** The name of its interruption queue. Undefined if none is created here. */
  readonly queueName?: string;
}

/** The attributes of the created cluster. */
export interface ClusterAttributes {
  readonly name: string;
  readonly arn: string;
  readonly endpoint: string;
  /** Base64-encoded. */
  readonly certificateAuthorityData: string;
  /** With `https://`. */
  readonly oidcIssuer: string;
}

export function roleAttributes(registry: ResourceRegistry, role: RoleRef): RoleAttributes {
  return {
    roleName: registry.roleName(role),
    roleArn: registry.roleArn(role),
    roleUniqueId: "id" in role ? registry.get<IamRole>(role.id).uniqueId : undefined,
  };
}

export function nodeAttributes(
  registry: ResourceRegistry,
  { role, instanceProfile, entry }: PlannedNodeRole,
): NodeAttributes {
  return {
    ...roleAttributes(registry, role),
    instanceProfileName: profileName(registry, instanceProfile),
    accessEntryArn: entry === undefined ? undefined : registry.get<EksAccessEntry>(entry).accessEntryArn,
  };
}

export function workloadAttributes(registry: ResourceRegistry, { role, queue }: PlannedWorkload): WorkloadAttributes {
  return {
    ...roleAttributes(registry, role),
    queueName: queue === undefined ? undefined : registry.get<SqsQueue>(queue).name,
  };
}

/** The name of an instance profile that exists is known. */
const profileName = (registry: ResourceRegistry, profile: PlannedNodeRole["instanceProfile"]) =>
  profile?.id === undefined ? profile?.name : registry.get<IamInstanceProfile>(profile.id).name;

export function clusterAttributes(cluster: EksCluster): ClusterAttributes {
  return {
    name: cluster.name,
    arn: cluster.arn,
    endpoint: cluster.endpoint,
    certificateAuthorityData: cluster.certificateAuthority.get(0).data,
    oidcIssuer: cluster.identity.get(0).oidc.get(0).issuer,
  };
}

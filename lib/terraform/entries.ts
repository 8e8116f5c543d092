import type { PlannedEntry, Precondition as PlannedPrecondition } from "../plan/types";
import { type Lowering, replacedWithCluster } from "./lowering";
import type { Lifecycle, Precondition, Resource } from "./resource";
import { roleArn } from "./roles";
import { Attribute, Call } from "./values";

/**
 * An access entry and its associations, or the associations alone if somebody else makes the entry.
 *
 * If the role is made here, the entry refers to it, so that a new role means a new entry: EKS stores the role's ID, and
 * an entry for a replaced role no longer works. Associations are replaced with their entry for the same reason. Those
 * without an entry of ours are replaced with the cluster, as an entry is.
 */
export function accessEntry(planned: PlannedEntry, lowering: Lowering, verified: readonly Precondition[]): Resource[] {
  const { id, type, madeBy, dependsOn, groups, username, tags, until, importId, precondition } = planned;
  const principalArn = roleArn(planned.principal);
  const lifecycle = replacedWithCluster(lowering, [
    ...verified,
    ...(precondition ? [preconditionOf(precondition)] : []),
  ]);
  const { clusterName } = lowering;
  if (madeBy !== undefined) return associations(planned, { clusterName, principalArn }, { dependsOn, lifecycle });
  // an association ends with its entry or before it
  const counted = until !== undefined;
  return [
    {
      type: "aws_eks_access_entry",
      id,
      attributes: { clusterName, principalArn, type, kubernetesGroups: groups, userName: username, tags },
      dependsOn,
      lifecycle,
      until,
      importId,
    },
    ...associations(
      planned,
      { clusterName, principalArn: new Attribute(id, "principal_arn", counted) },
      { dependsOn: [id], lifecycle: { replaceTriggeredBy: [new Attribute(id, "access_entry_arn", counted)] } },
    ),
  ];
}

/** The associations of an entry, with what all of them have in common. */
function associations(
  planned: PlannedEntry,
  ofEntry: { readonly clusterName: string | Attribute; readonly principalArn: string | Attribute },
  order: { readonly dependsOn: readonly string[]; readonly lifecycle: Lifecycle | undefined },
): Resource[] {
  return planned.associations.map(({ id, policyArn, scope, until, importId }) => ({
    type: "aws_eks_access_policy_association",
    id,
    attributes: { ...ofEntry, policyArn, accessScope: scope },
    ...order,
    until,
    importId,
  }));
}

const preconditionOf = ({ value, pattern, errorMessage }: PlannedPrecondition): Precondition => ({
  condition: new Call("can", new Call("regex", pattern, value)),
  errorMessage,
});

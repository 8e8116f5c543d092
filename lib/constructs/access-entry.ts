import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import {
  EksAccessPolicyAssociation,
  type EksAccessPolicyAssociationConfig,
} from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Fn, type Precondition } from "cdktf";
import type { PlannedEntry, Precondition as PlannedPrecondition } from "../plan/types";
import { argument, attributeOf } from "./reference";
import type { ResourceRegistry } from "./resource-registry";

/**
 * Creates an access entry and its associations, or the associations alone if somebody else makes the entry.
 *
 * If the role is created here, the entry refers to it, so that a new role means a new entry: EKS stores the role's ID,
 * and an entry for a replaced role no longer works. Associations are replaced with their entry for the same reason.
 * Those without an entry of ours are replaced with the cluster, as an entry is.
 */
export function accessEntry(
  registry: ResourceRegistry,
  clusterName: string,
  planned: PlannedEntry,
  verified?: Precondition,
): void {
  const { id, type, principal, madeBy, groups, username, tags, importId } = planned;
  const dependsOn = planned.dependsOn.length > 0 ? registry.all(planned.dependsOn) : undefined;
  const lifecycle = registry.replacedWithCluster([
    ...(verified ? [verified] : []),
    ...(planned.precondition ? [preconditionOf(planned.precondition)] : []),
  ]);
  const principalArn = registry.roleArn(principal);
  if (madeBy !== undefined) {
    addAssociations(registry, planned, { clusterName, principalArn, dependsOn, lifecycle });
    return;
  }
  const entry = registry.add(
    id,
    new EksAccessEntry(registry.scope, id, {
      clusterName,
      principalArn,
      type,
      kubernetesGroups: groups && [...groups],
      userName: username,
      tags,
      dependsOn,
      lifecycle,
    }),
    importId,
  );
  addAssociations(registry, planned, {
    clusterName,
    principalArn: entry.principalArn,
    dependsOn: [entry],
    lifecycle: { replaceTriggeredBy: [attributeOf(entry, "access_entry_arn")] },
  });
}

/** What all associations of an entry have in common. */
type OfEntry = Pick<EksAccessPolicyAssociationConfig, "clusterName" | "principalArn" | "dependsOn" | "lifecycle">;

function addAssociations(registry: ResourceRegistry, { associations }: PlannedEntry, ofEntry: OfEntry): void {
  for (const { id, policyArn, scope, importId } of associations) {
    const accessScope = scope.type === "cluster" ? scope : { ...scope, namespaces: [...scope.namespaces] };
    const association = new EksAccessPolicyAssociation(registry.scope, id, { ...ofEntry, policyArn, accessScope });
    registry.add(id, association, importId);
  }
}

function preconditionOf({ value, pattern, errorMessage }: PlannedPrecondition): Precondition {
  return { condition: Fn.can(Fn.regex(pattern, argument(value))), errorMessage };
}

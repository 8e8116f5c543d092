import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Fn, type Precondition } from "cdktf";
import type { PlannedEntry, Precondition as PlannedPrecondition } from "../plan/types";
import { argument, attributeOf } from "./reference";
import type { ResourceRegistry } from "./resource-registry";

/**
 * Creates an access entry and its associations.
 *
 * If the role is created here, the entry refers to it, so that a new role means a new entry: EKS stores the role's ID,
 * and an entry for a replaced role no longer works. Associations are replaced with their entry for the same reason.
 */
export function accessEntry(
  registry: ResourceRegistry,
  clusterName: string,
  planned: PlannedEntry,
  verified?: Precondition,
): void {
  const { id, type, principal, groups, username, tags, dependsOn, associations, importId } = planned;
  const precondition = [
    ...(verified ? [verified] : []),
    ...(planned.precondition ? [preconditionOf(planned.precondition)] : []),
  ];
  const entry = registry.add(
    id,
    new EksAccessEntry(registry.scope, id, {
      clusterName,
      principalArn: registry.roleArn(principal),
      type,
      kubernetesGroups: groups && [...groups],
      userName: username,
      tags,
      dependsOn: dependsOn.length > 0 ? registry.all(dependsOn) : undefined,
      lifecycle: registry.replacedWithCluster(precondition),
    }),
    importId,
  );
  for (const { id: association, policyArn, scope, importId: associationId } of associations) {
    registry.add(
      association,
      new EksAccessPolicyAssociation(registry.scope, association, {
        clusterName,
        principalArn: entry.principalArn,
        policyArn,
        accessScope: scope.type === "cluster" ? scope : { ...scope, namespaces: [...scope.namespaces] },
        dependsOn: [entry],
        lifecycle: { replaceTriggeredBy: [attributeOf(entry, "access_entry_arn")] },
      }),
      associationId,
    );
  }
}

function preconditionOf({ value, pattern, errorMessage }: PlannedPrecondition): Precondition {
  return { condition: Fn.can(Fn.regex(pattern, argument(value))), errorMessage };
}

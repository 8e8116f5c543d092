import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Fn, type Precondition } from "cdktf";
import type { PlannedEntry, Precondition as PlannedPrecondition } from "../plan/types";
import { argument, attributeOf } from "./reference";
import type { Made } from "./resource-registry";

/**
 * An access entry and its associations.
 *
 * The principal is a reference where the role is made here, so a new role means a new entry: EKS keeps the role's id,
 * and an entry whose role was made again is dead. An association goes with its entry for the same reason.
 */
export function accessEntry(made: Made, clusterName: string, planned: PlannedEntry, verified?: Precondition): void {
  const { id, type, principal, groups, username, tags, after, associations, importId } = planned;
  const precondition = [
    ...(verified ? [verified] : []),
    ...(planned.precondition ? [check(planned.precondition)] : []),
  ];
  const entry = made.add(
    id,
    new EksAccessEntry(made.scope, id, {
      clusterName,
      principalArn: made.roleArn(principal),
      type,
      kubernetesGroups: groups && [...groups],
      userName: username,
      tags,
      dependsOn: after.length > 0 ? made.all(after) : undefined,
      lifecycle: made.withCluster(precondition),
    }),
    importId,
  );
  for (const { id: association, policyArn, scope, importId: associationId } of associations) {
    made.add(
      association,
      new EksAccessPolicyAssociation(made.scope, association, {
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

function check({ value, pattern, errorMessage }: PlannedPrecondition): Precondition {
  return { condition: Fn.can(Fn.regex(pattern, argument(value))), errorMessage };
}

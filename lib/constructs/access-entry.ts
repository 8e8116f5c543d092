import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Fn } from "cdktf";
import type { Cluster, PlannedEntry, Precondition } from "../domain/plan-types";
import type { Made } from "./made";
import { attributeOf } from "./reference";

/**
 * An access entry and its associations.
 *
 * The principal is a reference where the role is made here, so a new role means a new entry: EKS keeps the role's id,
 * and an entry whose role was made again is dead. An association goes with its entry for the same reason.
 */
export function accessEntry(made: Made, cluster: Cluster, planned: PlannedEntry): void {
  const { id, type, principal, after, precondition, associations } = planned;
  const entry = made.add(
    id,
    new EksAccessEntry(made.scope, id, {
      clusterName: cluster.name,
      principalArn: made.roleArn(principal),
      type,
      dependsOn: after.length > 0 ? made.all(after) : undefined,
      ...(precondition && { lifecycle: { precondition: [check(precondition)] } }),
    }),
  );
  for (const { id: association, policyArn, scope } of associations) {
    made.add(
      association,
      new EksAccessPolicyAssociation(made.scope, association, {
        clusterName: cluster.name,
        principalArn: entry.principalArn,
        policyArn,
        accessScope: scope,
        dependsOn: [entry],
        lifecycle: { replaceTriggeredBy: [attributeOf(entry, "access_entry_arn")] },
      }),
    );
  }
}

function check({ value, pattern, errorMessage }: Precondition) {
  return { condition: Fn.can(Fn.regex(pattern, value)), errorMessage };
}

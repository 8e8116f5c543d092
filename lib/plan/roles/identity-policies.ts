import { iamArn } from "../../aws/arn";
import { ESCALATIONS, identityPolicy } from "../../aws/iam/identity-policies";
import { POLICY_NAME } from "../../aws/iam/names";
import { byCodePoint, isToken, quote, sortedEntries, truncateWithHash } from "../../aws/text";
import { CLUSTER_ROLE_ID, identityPolicyId } from "../addresses";
import type { PlanContext } from "../context";
import { type Path, showPath } from "../diagnostics";
import { firstKey } from "../renames";
import { scopeOf } from "../scope";
import type { PlannedIdentityPolicy } from "../types";
import type { RoleRequest, RolesById } from "./requests";

/** Plans the IAM policies for people. Each is limited to this cluster and the roles of this file. */
export function planIdentityPolicies(
  nodes: readonly RoleRequest[],
  roles: RolesById,
  { config, cluster, diagnostics }: PlanContext,
): PlannedIdentityPolicy[] {
  const nodeRoleArns = [...new Set(nodes.flatMap(({ id }) => roles.get(id)?.arn ?? []))].sort(byCodePoint);
  const clusterRoleArn = roles.get(CLUSTER_ROLE_ID)?.arn;
  const encryptionKeyArn = config.cluster.create?.encryptionKeyArn;
  const scope = {
    ...scopeOf(cluster),
    nodeRoleArns,
    ...(clusterRoleArn !== undefined && { clusterRoleArn }),
    ...(encryptionKeyArn !== undefined && { encryptionKeyArn }),
  };
  const taken = new Map<string, Path>();
  return sortedEntries(config.identityPolicies).map(
    ([key, { kind, name, path: iamPath = config.iam.path, description, tags, was, adopt }]) => {
      const planned = name ?? truncateWithHash(`${cluster.name}-${firstKey(key, { was })}`, POLICY_NAME.max ?? 128);
      const path: Path = ["identityPolicies", key, ...(name === undefined ? [] : ["name"])];
      const other = taken.get(planned.toLowerCase());
      if (other && !isToken(planned)) {
        diagnostics.report(
          "identity-policy-name-taken",
          path,
          `the policy made here is named ${quote(planned)}, and so is that of ${showPath(other)}; give one another name`,
        );
      }
      taken.set(planned.toLowerCase(), ["identityPolicies", key]);
      const escalation = ESCALATIONS[kind];
      if (escalation !== undefined) {
        diagnostics.report(
          "escalating-policy",
          ["identityPolicies", key, "kind"],
          `who holds the policy ${kind} ${escalation}; give it only to those who may`,
        );
      }
      return {
        id: identityPolicyId(key),
        key,
        path,
        name: planned,
        iamPath,
        document: identityPolicy(kind, scope),
        ...(description !== undefined && { description }),
        ...(tags !== undefined && { tags }),
        ...(adopt && { importId: iamArn(cluster.partition, cluster.account, "policy", iamPath, planned) }),
      };
    },
  );
}

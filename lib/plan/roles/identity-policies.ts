import { POLICY_NAME } from "../../aws/iam/iam";
import { identityPolicy } from "../../aws/iam/identity-policies";
import { byCodePoint, fit, isToken, quote, sortedEntries } from "../../aws/text";
import type { ClusterConfig } from "../../schema/config";
import { CLUSTER_ROLE } from "../cluster/cluster-role";
import { type Findings, type Path, showPath } from "../diagnostics";
import { type NodeItem, scopeOf } from "../nodes/node-items";
import type { Cluster, PlannedIdentityPolicy } from "../types";
import type { RoleFound } from "./roles";

/** IAM policies for people, each about this cluster and the roles of this file. */
export function planIdentityPolicies(
  config: ClusterConfig,
  items: readonly NodeItem[],
  roles: ReadonlyMap<string, RoleFound>,
  cluster: Cluster,
  findings: Findings,
): PlannedIdentityPolicy[] {
  const nodeRoleArns = [...new Set(items.flatMap(({ id }) => roles.get(id)?.arn ?? []))].sort(byCodePoint);
  const clusterRoleArn = roles.get(CLUSTER_ROLE)?.arn;
  const scope = { ...scopeOf(cluster), nodeRoleArns, ...(clusterRoleArn !== undefined && { clusterRoleArn }) };
  const taken = new Map<string, Path>();
  return sortedEntries(config.identityPolicies).map(
    ([key, { kind, name, path = config.iam?.path ?? "/", description, tags }]) => {
      const planned = name ?? fit(`${cluster.name}-${key}`, POLICY_NAME.max ?? 128);
      const at: Path = ["identityPolicies", key, ...(name === undefined ? [] : ["name"])];
      const other = taken.get(planned.toLowerCase());
      if (other && !isToken(planned)) {
        findings.refuse(
          at,
          `the policy made here is named ${quote(planned)}, and so is that of ${showPath(other)}; give one another name`,
        );
      }
      taken.set(planned.toLowerCase(), ["identityPolicies", key]);
      return {
        id: `identity-policy_${key}`,
        key,
        at,
        name: planned,
        path,
        document: identityPolicy(kind, scope),
        ...(description !== undefined && { description }),
        ...(tags !== undefined && { tags }),
      };
    },
  );
}

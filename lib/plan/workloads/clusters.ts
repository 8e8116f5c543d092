import { REGION } from "../../aws/accounts";
import { parseArn } from "../../aws/arn";
import { CLUSTER_NAME } from "../../aws/eks/cluster";
import { textProblem } from "../../aws/fact";
import { clusterArn } from "../../aws/iam/trust";
import { isToken, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import type { ResolvedWorkload } from "../defaults";
import type { Path } from "../diagnostics";
import { scopeOf } from "../scope";

/** Returns the ARNs of the further clusters whose pods take the role of a workload, and reports what is none. */
export function otherClustersOf({ clusters }: ResolvedWorkload, path: Path, context: PlanContext): string[] {
  const { cluster, diagnostics } = context;
  return clusters.flatMap((given, index) => {
    const isArn = given.startsWith("arn:");
    if (isArn || isToken(given)) {
      const problem = isArn ? arnProblem(given, context) : tokenProblem(context);
      if (problem) diagnostics.report("workload-clusters", [...path, "clusters", index], problem);
      return [given];
    }
    const problem = textProblem({ ...CLUSTER_NAME, advice: "write the name of a cluster, or its ARN" }, given);
    if (problem) diagnostics.report("workload-clusters", [...path, "clusters", index], problem);
    return [clusterArn({ ...scopeOf(cluster), cluster: given })];
  });
}

/** A token for a name and one for an ARN look alike. */
const tokenProblem = ({ cluster: { partition, account, region } }: PlanContext): string =>
  `a token may stand for a name or an ARN; write the ARN around the name: arn:${partition}:eks:${region}:${account}:cluster/\${…}`;

/** Explains why a text is not the ARN of a cluster of this account. The role and its clusters have one account. */
function arnProblem(given: string, { cluster: { partition, account, region } }: PlanContext): string | undefined {
  if (isToken(given)) return undefined;
  const arn = parseArn(given);
  const form = `write arn:${partition}:eks:${region}:${account}:cluster/<name>`;
  const name = arn?.resource.replace(/^cluster\//, "") ?? "";
  const sound = arn !== undefined && !textProblem(REGION, arn.region) && !textProblem(CLUSTER_NAME, name);
  if (!sound || arn.service !== "eks" || arn.resource !== `cluster/${name}`) {
    return `the ARN of a cluster, got ${quote(given)}; ${form}`;
  }
  if (arn.partition !== partition || (arn.account !== account && !isToken(account))) {
    return `Pod Identity takes roles of the cluster's own account ${account}, got ${quote(given)}; for pods of another account's cluster write targetRole in its file`;
  }
  return undefined;
}

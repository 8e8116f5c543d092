import { clusterArn } from "../../aws/iam/trust";
import { quote } from "../../aws/text";
import { scopeOf } from "../scope";
import type { AccessPlan } from "../types";
import type { PlannedPodIdentity, PlannedWorkload } from "../workloads/types";
import type { FleetDiagnostic, PlanOfFile } from "./fleet";

interface Maker {
  readonly file: string;
  readonly plan: AccessPlan;
  readonly workload: PlannedWorkload;
}

/** Finds workloads with a role that another file makes, and whose trust names other pods only. */
export function findRolesOfOtherPods(plans: readonly PlanOfFile[]): FleetDiagnostic[] {
  const makers = new Map<string, Maker>();
  for (const { file, plan } of plans) {
    for (const workload of plan.workloads) {
      if ("id" in workload.role) makers.set(workload.roleArn, { file, plan, workload });
    }
  }
  return plans.flatMap(({ file, plan }) => [
    ...plan.workloads.flatMap(({ key, role, irsa }): FleetDiagnostic[] => {
      const maker = "arn" in role && irsa.length > 0 ? makers.get(role.arn) : undefined;
      if (maker === undefined || maker.file === file || maker.workload.irsa.length > 0) return [];
      const message = `the trust of ${quote(maker.workload.roleArn)} in ${maker.file} is for Pod Identity alone, so pods with IRSA get nothing; write via: both and issuers in workloads.${maker.workload.key} there, or leave via out here`;
      return [{ rule: "role-of-other-pods", file, path: ["workloads", key, "via"], message }];
    }),
    ...plan.podIdentities.flatMap((association): FleetDiagnostic[] => {
      const maker = "arn" in association.role ? makers.get(association.role.arn) : undefined;
      const message = maker && maker.file !== file ? notTrusted(association, plan, maker) : undefined;
      return message === undefined ? [] : [{ rule: "role-of-other-pods", file, path: association.path, message }];
    }),
  ]);
}

/** Explains why pods cannot take a role that another file makes; undefined if its trust names them. */
function notTrusted(
  { namespace, serviceAccount }: PlannedPodIdentity,
  { cluster }: AccessPlan,
  { file, plan, workload: { key, roleArn, podIdentity, otherClusters, sessionTags } }: Maker,
): string | undefined {
  const account = `${namespace}/${serviceAccount}`;
  const clusters = [clusterArn(scopeOf(plan.cluster)), ...otherClusters];
  const own = "or give this workload a role of its own";
  if (!clusters.includes(clusterArn(scopeOf(cluster)))) {
    const name =
      cluster.region === plan.cluster.region && cluster.account === plan.cluster.account
        ? cluster.name
        : clusterArn(scopeOf(cluster));
    return `the trust of ${quote(roleArn)} in ${file} does not name the cluster ${cluster.name}, so its pods get nothing; write clusters: [${name}] in workloads.${key} there, ${own}`;
  }
  if (!sessionTags || podIdentity.some((one) => `${one.namespace}/${one.name}` === account)) return undefined;
  return `the trust of ${quote(roleArn)} in ${file} does not name the service account ${account}, so its pods get nothing; name it in workloads.${key} there, ${own}`;
}

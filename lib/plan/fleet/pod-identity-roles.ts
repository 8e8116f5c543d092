import { clusterArn } from "../../aws/iam/trust";
import { quote } from "../../aws/text";
import { scopeOf } from "../scope";
import type { FileFacts, PodRole } from "./facts";
import type { FleetDiagnostic } from "./fleet";

interface Maker extends Pick<FileFacts, "file" | "cluster"> {
  readonly role: PodRole;
}

/** Finds workloads with a role that another file makes, and whose trust names other pods only. */
export function findRolesOfOtherPods(files: readonly FileFacts[]): FleetDiagnostic[] {
  const makers = new Map<string, Maker>();
  for (const { file, cluster, podRoles } of files) {
    for (const role of podRoles.made) makers.set(role.arn, { file, cluster, role });
  }
  return files.flatMap(({ file, cluster, podRoles }) => [
    ...podRoles.irsa.flatMap(({ arn, path }): FleetDiagnostic[] => {
      const maker = makers.get(arn);
      if (maker === undefined || maker.file === file || maker.role.irsa) return [];
      const message = `the trust of ${quote(arn)} in ${maker.file} is for Pod Identity alone, so pods with IRSA get nothing; write via: both and issuers in workloads.${maker.role.workload} there, or leave via out here`;
      return [{ rule: "role-of-other-pods", file, path, message }];
    }),
    ...podRoles.podIdentity.flatMap(({ arn, path, serviceAccount }): FleetDiagnostic[] => {
      const maker = makers.get(arn);
      const message = maker && maker.file !== file ? notTrusted(serviceAccount, cluster, maker) : undefined;
      return message === undefined ? [] : [{ rule: "role-of-other-pods", file, path, message }];
    }),
  ]);
}

/** Explains why pods cannot take a role that another file makes; undefined if its trust names them. */
function notTrusted(serviceAccount: string, cluster: FileFacts["cluster"], maker: Maker): string | undefined {
  const { arn: roleArn, workload, otherClusters, serviceAccounts } = maker.role;
  const arn = clusterArn(scopeOf(cluster));
  const own = "or give this workload a role of its own";
  if (![clusterArn(scopeOf(maker.cluster)), ...otherClusters].includes(arn)) {
    const isNear = cluster.region === maker.cluster.region && cluster.account === maker.cluster.account;
    return `the trust of ${quote(roleArn)} in ${maker.file} does not name the cluster ${cluster.name}, so its pods get nothing; write clusters: [${isNear ? cluster.name : arn}] in workloads.${workload} there, ${own}`;
  }
  if (serviceAccounts === undefined || serviceAccounts.includes(serviceAccount)) return undefined;
  return `the trust of ${quote(roleArn)} in ${maker.file} does not name the service account ${serviceAccount}, so its pods get nothing; name it in workloads.${workload} there, ${own}`;
}

import type { ServiceAccount } from "../aws/workloads/trust";
import type { LoadedPlan } from "../load/load";
import type { PlannedPodIdentity, PlannedWorkload } from "../plan/workloads/types";
import { about, type Fact, type PodsWithRole } from "./fact";
import { words } from "./sentence";

const accountOf = ({ namespace, name }: ServiceAccount): string => `${namespace}/${name}`;

/** Returns the service accounts of a workload, each once. */
export const podsOf = ({ podIdentity, irsa }: PlannedWorkload): string[] => [
  ...new Set([...podIdentity, ...irsa].map(accountOf)),
];

/** Returns which pods take which role. A service account that takes it in both ways is one fact. */
export function podFactsOf({ plan, locationOf }: LoadedPlan): Fact[] {
  return plan.workloads.flatMap((workload) => {
    const associations = plan.podIdentities.filter(({ path: [, key] }) => key === workload.key);
    return podsOf(workload).map((account) => {
      const association = associations.find((one) => `${one.namespace}/${one.serviceAccount}` === account);
      const subject = { id: `pod:${account}`, label: words`pods of ${account}` };
      return about(subject, workload.released)("pods", {
        name: workload.roleArn,
        value: waysOf(account, workload, association),
        location: locationOf(["workloads", workload.key]),
      });
    });
  });
}

function waysOf(
  account: string,
  { irsa, until }: PlannedWorkload,
  association: PlannedPodIdentity | undefined,
): PodsWithRole {
  const byIrsa = irsa.some((one) => accountOf(one) === account);
  const end = until === undefined ? {} : { until };
  if (association === undefined) return { by: ["IRSA"], ...end };
  const { targetRoleArn: targetRole, disableSessionTags, policy: sessionPolicy } = association;
  return {
    by: ["Pod Identity", ...(byIrsa ? (["IRSA"] as const) : [])],
    ...end,
    sessionTags: disableSessionTags !== true,
    ...(targetRole !== undefined && { targetRole }),
    ...(sessionPolicy !== undefined && { sessionPolicy }),
  };
}

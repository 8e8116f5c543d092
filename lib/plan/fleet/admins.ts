import { list } from "../../aws/text";
import { adminsOf, FEW_ADMINS } from "../access/admins";
import type { FleetDiagnostic, PlanOfFile } from "./fleet";

/** Warns of many administrators of one cluster that several files describe. What one file tells alone is told there. */
export function findManyAdmins(plans: readonly PlanOfFile[]): FleetDiagnostic[] {
  const clusters = new Map<string, PlanOfFile[]>();
  for (const one of plans) {
    const { partition, account, region, name } = one.plan.cluster;
    const key = JSON.stringify([partition, account, region, name]);
    const files = clusters.get(key);
    if (files) files.push(one);
    else clusters.set(key, [one]);
  }
  return [...clusters.values()].flatMap(ofOneCluster);
}

function ofOneCluster(plans: readonly PlanOfFile[]): FleetDiagnostic[] {
  const files = plans.map(({ file, plan }) => ({ file, plan, admins: adminsOf(plan.entries) }));
  const total = files.reduce((sum, { admins }) => sum + admins.length, 0);
  if (total <= FEW_ADMINS) return [];
  return files.flatMap(({ file, plan, admins }): FleetDiagnostic[] => {
    if (admins.length === 0 || admins.length > FEW_ADMINS) return [];
    const others = files.filter((other) => other.file !== file && other.admins.length > 0);
    const named = list(
      others.map((other) => other.file),
      "and",
    );
    const message = `${total} principals are cluster admin of ${plan.cluster.name}, ${admins.length} here and the others in ${named}; a role that several people assume is easier to watch`;
    return [{ rule: "many-admins", file, path: ["access"], items: admins.map(({ path }) => path), message }];
  });
}

import { someOf } from "../../aws/text";
import { FEW_ADMINS } from "../access/admins";
import type { FileFacts } from "./facts";
import { clusterKey, type FleetDiagnostic, groupBy } from "./fleet";

/** Warns of many administrators of one cluster that several files describe. What one file tells alone is told there. */
export function findManyAdmins(files: readonly FileFacts[]): FleetDiagnostic[] {
  return [...groupBy(files, ({ cluster }) => clusterKey(cluster)).values()].flatMap(ofOneCluster);
}

function ofOneCluster(files: readonly FileFacts[]): FleetDiagnostic[] {
  const withAdmins = files.filter(({ admins }) => admins.length > 0);
  const total = withAdmins.reduce((sum, { admins }) => sum + admins.length, 0);
  if (total <= FEW_ADMINS) return [];
  const names = withAdmins.map(({ file }) => file);
  return withAdmins.flatMap(({ file, cluster, admins }, index): FleetDiagnostic[] => {
    if (admins.length > FEW_ADMINS) return [];
    const others = someOf(names.toSpliced(index, 1));
    const message = `${total} principals are cluster admin of ${cluster.name}, ${admins.length} here and the others in ${others}; a role that several people assume is easier to watch`;
    return [{ rule: "many-admins", file, path: ["access"], items: admins, message }];
  });
}

import { someOf } from "../../aws/text";
import { FEW_ADMINS, keysOf, lastEndOf } from "../access/admins";
import { onlyAdminsExpire } from "../access/expiry";
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
    return [{ rule: "many-admins", file, path: ["access"], items: admins.map(({ path }) => path), message }];
  });
}

/**
 * Warns of clusters whose administrators all have an end, in each of their files that has one.
 *
 * @param complete whether these are all files
 */
export function findAdminsThatExpire(files: readonly FileFacts[], complete: boolean): FleetDiagnostic[] {
  const withAdmins = files.filter(({ admins }) => admins.length > 0);
  return [...groupBy(withAdmins, ({ cluster }) => clusterKey(cluster)).values()].flatMap((ofCluster) => {
    const last = lastEndOf(ofCluster.flatMap(({ admins }) => admins));
    if (last === undefined) return [];
    const names = ofCluster.map(({ file }) => file);
    const unread = complete ? "" : " (other files are not read here)";
    return ofCluster.map(({ file, cluster, admins }, index): FleetDiagnostic => {
      const others = names.toSpliced(index, 1);
      const who = `${keysOf(admins)}${others.length > 0 ? ` here and the others in ${someOf(others)}` : ""}`;
      const where = others.length > 0 ? `of ${cluster.name}` : "here";
      return { ...onlyAdminsExpire(admins, `every cluster admin ${where} has an end, ${who}${unread}`, last), file };
    });
  });
}

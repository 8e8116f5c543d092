import { quote } from "../../aws/text";
import type { FileFacts } from "./facts";
import { clusterKey, type FleetDiagnostic } from "./fleet";

/** Warns when a file gives policies to an access entry that another file makes; nothing orders the two applies. */
export function findEntriesOfOtherFiles(files: readonly FileFacts[]): FleetDiagnostic[] {
  const makers = new Map<string, string>();
  for (const { file, cluster, entries } of files) {
    const key = clusterKey(cluster);
    for (const principalArn of entries.made) makers.set(`${key}${principalArn}`, file);
  }
  return files.flatMap(({ file, cluster, entries }) => {
    const key = clusterKey(cluster);
    return entries.ofOthers.flatMap(({ principalArn, path }): FleetDiagnostic[] => {
      const maker = makers.get(`${key}${principalArn}`);
      if (maker === undefined || maker === file) return [];
      const message = `${maker} makes the access entry of ${quote(principalArn)}; apply that file first, and this one again whenever it makes the entry anew, because the policies go with the entry`;
      return [{ rule: "entry-of-another-file", file, path, message }];
    });
  });
}

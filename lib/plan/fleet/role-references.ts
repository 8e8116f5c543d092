import { quote } from "../../aws/text";
import type { FileFacts } from "./facts";
import type { FleetDiagnostic } from "./fleet";

/** Warns when a file names a role that another file creates; nothing orders the two applies. */
export function findRolesOfOtherFiles(files: readonly FileFacts[]): FleetDiagnostic[] {
  const makers = new Map(files.flatMap(({ file, roles }) => roles.made.map((arn) => [arn, file] as const)));
  return files.flatMap(({ file, roles }) =>
    roles.named.flatMap(({ arn, path, made }): FleetDiagnostic[] => {
      const maker = made ?? makers.get(arn);
      if (maker === undefined || maker === file) return [];
      const message = `${quote(arn)} is made by ${maker}; apply that file first, and destroy it last`;
      return [{ rule: "role-of-another-file", file, path, message }];
    }),
  );
}

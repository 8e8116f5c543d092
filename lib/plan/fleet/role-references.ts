import { quote } from "../../aws/text";
import type { FileFacts } from "./facts";
import type { FleetDiagnostic } from "./fleet";
import { rolesOfOthers } from "./needs";

/** Warns when a file names a role that another file creates; nothing orders the two applies. */
export const findRolesOfOtherFiles = (files: readonly FileFacts[]): FleetDiagnostic[] =>
  rolesOfOthers(files).map(({ file, path, arn, maker }) => ({
    rule: "role-of-another-file",
    file,
    path,
    message: `${quote(arn)} is made by ${maker}; apply that file first, and destroy it last`,
  }));

import { quote } from "../../aws/text";
import type { FileFacts } from "./facts";
import type { FleetDiagnostic } from "./fleet";
import { entriesOfOthers } from "./needs";

/** Warns when a file gives policies to an access entry that another file makes; nothing orders the two applies. */
export const findEntriesOfOtherFiles = (files: readonly FileFacts[]): FleetDiagnostic[] =>
  entriesOfOthers(files).map(({ file, path, arn, maker }) => ({
    rule: "entry-of-another-file",
    file,
    path,
    message: `${maker} makes the access entry of ${quote(arn)}; apply that file first, and this one again whenever it makes the entry anew, because the policies go with the entry`,
  }));

import { join } from "node:path";
import { type CheckedFile, type CheckResult, checkFiles } from "../../lib/checks/checks";
import { load } from "../../lib/load/load";
import type { CheckName } from "../../lib/plan/checks/catalogue";
import type { Example } from "../../lib/plan/rule";
import { wholeFiles } from "../support/examples";
import { folderOf } from "../support/files";

/** What all checks say of each file of an example, less the folder that it lies in. */
export function checked(example: Example): CheckedFile[] {
  const folder = folderOf(wholeFiles(example));
  const files = checkFiles(load(join(folder, "clusters")));
  return JSON.parse(JSON.stringify(files).replaceAll(`${folder}/`, ""));
}

/** What one check says of each file of an example. */
export const resultsOf = (name: CheckName, example: Example): CheckResult[] =>
  checked(example).flatMap(({ checks }) => checks.filter((check) => check.name === name));

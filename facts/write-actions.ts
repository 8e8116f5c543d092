/** Writes `lib/aws/iam/actions.json`: `node launch.cjs facts/write-actions.ts`. */
import { writeFileSync } from "node:fs";
import { actionsFile } from "./actions";

writeFileSync("lib/aws/iam/actions.json", actionsFile());

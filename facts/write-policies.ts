/** Writes `lib/aws/iam/managed-policy-names.json`: `node launch.cjs facts/write-policies.ts`. */
import { writeFileSync } from "node:fs";
import { policyNamesFile } from "./policies";

writeFileSync("lib/aws/iam/managed-policy-names.json", policyNamesFile());

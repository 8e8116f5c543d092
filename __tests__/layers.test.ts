import { spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf } from "./support/files";

const ROOT = join(__dirname, "..");
const BIOME = join(ROOT, "node_modules/.bin/biome");

/** Files with the imports that the linter must refuse, and those that it must not. */
const REFUSED: Readonly<Record<string, string>> = {
  "lib/aws/plan.ts": 'export { plan } from "../plan/plan";',
  "lib/aws/eks/load.ts": 'export { load } from "../../load/load";',
  "lib/aws/workloads/controllers/plan.ts": 'export { plan } from "../../../plan/plan";',
  "lib/aws/zod.ts": 'export { z } from "zod";',
  "lib/schema/plan.ts": 'export { plan } from "../plan/plan";',
  "lib/plan/schema.ts": 'export { clusterConfig } from "../schema/config";',
  "lib/plan/access/schema.ts": 'export { clusterConfig } from "../../schema/config";',
  "lib/plan/access/app.ts": 'export { synth } from "../../app";',
  "lib/plan/access/load.ts": 'export { load } from "../../load/load";',
  "lib/plan/engine.ts": 'export { App } from "cdktf";',
  "lib/plan/access/files.ts": 'export { readFileSync } from "node:fs";',
  "lib/power/plan.ts": 'export { plan } from "../plan/plan";',
  "lib/checks/load.ts": 'export { load } from "../load/load";',
  "lib/prove/files.ts": 'export { readFileSync } from "node:fs";',
  "lib/prove/read.ts": 'export { readYaml } from "../load/yaml";',
  "lib/guardrails/load.ts": 'export { load } from "../load/load";',
  "lib/guardrails/files.ts": 'export { readFileSync } from "node:fs";',
  "lib/diff/report.ts": 'export { accessOf } from "../report/access";',
  "lib/diff/files.ts": 'export { readFileSync } from "node:fs";',
  "lib/load/report.ts": 'export { accessOf } from "../report/access";',
  "lib/load/stacks.ts": 'export { PlannedAccessStack } from "../stacks/planned-access-stack";',
  "lib/load/engine.ts": 'export { App } from "cdktf";',
  "lib/files/load.ts": 'export { load } from "../load/load";',
  "lib/output/load.ts": 'export { load } from "../load/load";',
  "lib/output/plan.ts": 'export { plan } from "../plan/plan";',
  "lib/output/engine.ts": 'export { App } from "cdktf";',
  "lib/load/output.ts": 'export { writeOutput } from "../output/write";',
  "lib/plan/files.ts": 'export { isInside } from "../files/paths";',
  "lib/manifests/report.ts": 'export { accessOf } from "../report/access";',
  "lib/manifests/load.ts": 'export { load } from "../load/load";',
  "lib/constructs/load.ts": 'export { load } from "../load/load";',
  "lib/constructs/cluster-access.ts": 'export { load } from "../load/load";',
  "lib/constructs/app.ts": 'export { synth } from "../app";',
  "lib/constructs/barrel.ts": 'export { iamRole } from "@cdktf/provider-aws";',
  "lib/constructs/barrel-of-lib.ts": 'export { iamRole } from "@cdktf/provider-aws/lib";',
  "lib/stacks/load.ts": 'export { load } from "../load/load";',
  "lib/answers/report.ts": 'export { accessOf } from "../report/access";',
  "lib/report/engine.ts": 'export { App } from "cdktf";',
  "lib/report/html/engine.ts": 'export { App } from "cdktf";',
  "lib/report/html/files.ts": 'export { readFileSync } from "node:fs";',
  "lib/report/dagre.ts": 'export { layout } from "@dagrejs/dagre";',
  "lib/testing/engine.ts": 'export { Testing } from "cdktf";',
  "lib/testing/stacks.ts": 'export { PlannedAccessStack } from "../stacks/planned-access-stack";',
  "lib/revisions/plan.ts": 'export { plan } from "../plan/plan";',
  "lib/pipelines/engine.ts": 'export { App } from "cdktf";',
  "lib/pipelines/app.ts": 'export { synth } from "../app";',
  "lib/load/revisions.ts": 'export { Repository } from "../revisions/revision";',
  "lib/import/files.ts": 'export { readFileSync } from "node:fs";',
  "lib/import/aws-auth/report.ts": 'export { accessOf } from "../../report/access";',
  "lib/upgrade/report.ts": 'export { accessOf } from "../report/access";',
  "lib/live/sdk-elsewhere.ts": 'export { EKSClient } from "@aws-sdk/client-eks";',
  "lib/live/load.ts": 'export { load } from "../load/load";',
  "lib/commands/engine.ts": 'export { synth } from "../app";',
  "facts/plan.ts": 'export { plan } from "../lib/plan/plan";',
  "lib/plan/cycle-a.ts": 'import type { B } from "./cycle-b";\n\nexport type A = B[];',
  "lib/plan/cycle-b.ts": 'import type { A } from "./cycle-a";\n\nexport type B = A | string;',
};

const ALLOWED: Readonly<Record<string, string>> = {
  "lib/aws/workloads/controllers/fact.ts": 'export { textProblem } from "../../fact";',
  "lib/schema/fact.ts": 'export { textProblem } from "../aws/fact";',
  "lib/plan/access/roles.ts": 'export { resolveRoles } from "../roles/resolve";',
  "lib/plan/access/types.ts": 'export type { ClusterConfig } from "../../schema/types";',
  "lib/load/files.ts": 'export { isInside } from "../files/paths";',
  "lib/output/files.ts": 'export { isInside } from "../files/paths";',
  "lib/load/plan.ts": 'export { plan } from "../plan/plan";',
  "lib/constructs/role.ts": 'export { IamRole } from "@cdktf/provider-aws/lib/iam-role";',
  "lib/diff/power.ts": 'export { covers } from "../power/covers";',
  "lib/checks/power.ts": 'export { ruleAllows } from "../power/match";',
  "lib/report/checks.ts": 'export { checkFiles } from "../checks/checks";',
  "lib/report/html/lower.ts": 'export { lower } from "../../terraform/lower";',
  "lib/report/answers.ts": 'export type { AccessRow } from "../answers/access";',
  "lib/live/sdk.ts": 'export { EKSClient } from "@aws-sdk/client-eks";',
  "lib/testing/report.ts": 'export { accessOf } from "../report/access";',
  "lib/import/aws-auth/row.ts": 'export type { Row } from "../row";',
  "facts/fact.ts": 'export { textProblem } from "../lib/aws/fact";',
  "lib/revisions/tree.ts": 'export { readSources } from "../load/sources";',
  "lib/pipelines/revision.ts": 'export { Repository } from "../revisions/revision";',
  "lib/commands/synth.ts": 'export { synth } from "../app";',
  "lib/app.ts": 'export { load } from "./load/load";',
};

interface Report {
  readonly diagnostics: readonly { readonly category: string; readonly location: { readonly path: unknown } }[];
}

test("the linter lets each layer import what it may, and nothing else", () => {
  const folder = folderOf({ ".gitignore": "node_modules\n", ...endedBy(REFUSED), ...endedBy(ALLOWED) });
  copyFileSync(join(ROOT, "biome.json"), join(folder, "biome.json"));
  const { stdout } = spawnSync(BIOME, ["lint", "--reporter=json", "--max-diagnostics=none", "."], {
    cwd: folder,
    encoding: "utf8",
  });
  const { diagnostics }: Report = JSON.parse(stdout);
  const found = diagnostics.map(({ category, location }) => `${JSON.stringify(location.path)} ${category}`);
  for (const file of Object.keys(REFUSED)) {
    const rule = file.includes("cycle") ? "noImportCycles" : "noRestrictedImports";
    expect(found.filter((line) => line.includes(`${file}"`))).toEqual([expect.stringContaining(rule)]);
  }
  expect(found).toHaveLength(Object.keys(REFUSED).length);
});

const endedBy = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [file, `${text}\n`]));

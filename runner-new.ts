import { readFileSync, writeFileSync } from "node:fs";
import { Testing } from "cdktf";
import { validate as check } from "./lib/load/validate";
import { showPath } from "./lib/plan/diagnostics";
import { ClusterAccessStack } from "./lib/stacks/cluster-access-stack";
const out: string[] = [];
for (const line of readFileSync("/tmp/corpus.txt", "utf8").split("\n")) {
  if (line === "") continue;
  const config = JSON.parse(line);
  const { plan, errors: violations, warnings } = check(config, { name: "demo" });
  const show = (l: any) => l.map(({ path, message }: any) => `${showPath(path)}: ${message}`);
  let json = "";
  if (plan) { try { json = Testing.synth(new ClusterAccessStack(Testing.app(), "demo", config), true); } catch (e) { json = `threw ${(e as Error).message.slice(0,200)}`; } }
  out.push(JSON.stringify({ violations: show(violations), warnings: show(warnings), json }));
}
writeFileSync(process.argv[3] ?? "/tmp/out.txt", out.join("\n"));

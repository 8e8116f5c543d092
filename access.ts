import { parseArgs } from "node:util";
import { ConfigError } from "./lib/load/config-error";
import { load } from "./lib/load/load";
import { accessOf } from "./lib/report/access";
import { asJson, asTables } from "./lib/report/print";

const { EKS_ACCESS_CONFIG } = process.env;
// less node, launch.cjs and this file
const args = process.argv.slice(3);

try {
  const { values, positionals } = parseArgs({ args, options: { json: { type: "boolean" } }, strict: false });
  const { json, ...others } = values;
  const unknown = [...Object.keys(others).map((name) => `--${name}`), ...positionals];
  if (unknown.length > 0) throw new ConfigError([`access: unknown argument ${unknown.join(" ")}; known here: --json`]);
  const { plans, warnings } = load(EKS_ACCESS_CONFIG ?? "clusters");
  process.stdout.write(json ? asJson(accessOf(plans)) : asTables(accessOf(plans)));
  for (const line of warnings) console.error(`warning: ${line}`);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

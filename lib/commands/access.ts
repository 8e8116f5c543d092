import { parseArgs } from "node:util";
import { ConfigError } from "../load/config-error";
import { load } from "../load/load";
import { accessOf } from "../report/access";
import { asJson, asTables } from "../report/print";
import { printWarnings } from "./program";

/**
 * `eks-access access [--json]`: prints who has which access, one table per cluster.
 *
 * @throws ConfigError if an argument is unknown, or with all errors in the configuration
 */
export function access(args: readonly string[], source: string): void {
  const { values, positionals } = parseArgs({ args: [...args], options: { json: { type: "boolean" } }, strict: false });
  const { json, ...others } = values;
  const unknown = [...Object.keys(others).map((name) => `--${name}`), ...positionals];
  if (unknown.length > 0) throw new ConfigError([`access: unknown argument ${unknown.join(" ")}; known here: --json`]);
  const { plans, warnings } = load(source);
  process.stdout.write(json ? asJson(accessOf(plans)) : asTables(accessOf(plans)));
  printWarnings(warnings.map(({ text }) => text));
}

import type { AccessOfCluster } from "../answers/access";
import { ConfigError } from "../load/config-error";
import { load } from "../load/load";
import { accessOf } from "../report/access";
import { asJson } from "../report/json";
import { asMarkdown } from "../report/markdown";
import { asTables } from "../report/print";
import { answer, jsonAnswer } from "./answer";
import { type Command, type Given, OUT } from "./command";
import { printWarnings } from "./program";
import { sourceOf } from "./source";

/** `eks-access access [file or folder]`: prints who has which access, one table per cluster. */
export const command: Command = {
  positionals: { "[file or folder]": "the configuration, by default EKS_ACCESS_CONFIG, or clusters" },
  most: 1,
  options: {
    format: { oneOf: ["table", "json", "markdown"], about: "how to print it, by default as tables" },
    json: { about: "print the list of clusters alone as JSON" },
    out: OUT,
  },
  examples: ["eks-access access", "eks-access access clusters/demo.yaml --format json --out access.json"],
  exitCodes: { 0: "answered", 1: "an argument or the configuration is refused" },
  run(given) {
    const { plans, warnings } = load(sourceOf(given));
    answer(textOf(accessOf(plans), given), given.values.out);
    printWarnings(warnings.map(({ text }) => text));
  },
};

function textOf(clusters: readonly AccessOfCluster[], { values: { format }, flags }: Given): string {
  if (flags.has("json")) {
    if (format !== undefined) throw new ConfigError(["access: --json and --format exclude each other; write one"]);
    return asJson(clusters);
  }
  if (format === "json") return jsonAnswer("access", { clusters });
  return format === "markdown" ? asMarkdown(clusters) : asTables(clusters);
}

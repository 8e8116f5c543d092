import { load } from "../load/load";
import { accessOf } from "../report/access";
import { asJson, asTables } from "../report/print";
import { answer } from "./answer";
import { type Command, OUT, sourceIn } from "./command";
import { printWarnings } from "./program";

/** `eks-access access [file or folder]`: prints who has which access, one table per cluster. */
export const command: Command = {
  positionals: { "[file or folder]": "the configuration, by default EKS_ACCESS_CONFIG, or clusters" },
  most: 1,
  options: {
    json: { about: "print it for programs" },
    out: OUT,
  },
  examples: ["eks-access access", "eks-access access clusters/demo.yaml --json --out access.json"],
  exitCodes: { 0: "answered", 1: "an argument or the configuration is refused" },
  run({ positionals: [source], values, flags, environment }) {
    const { plans, warnings } = load(source ?? sourceIn(environment));
    answer(flags.has("json") ? asJson(accessOf(plans)) : asTables(accessOf(plans)), values.out);
    printWarnings(warnings.map(({ text }) => text));
  },
};

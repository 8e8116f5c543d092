import { didYouMean, quote } from "../aws/text";
import { ALL_RULES } from "../load/catalogue";
import { ConfigError } from "../load/config-error";
import { exampleText } from "../report/rules";
import { answer } from "./answer";
import { type Command, OUT } from "./command";

/** `eks-access explain <rule>`: explains a rule. Each printed diagnostic ends with its rule's name in brackets. */
export const command: Command = {
  positionals: { "<rule>": "the name of the rule" },
  most: Infinity,
  options: { out: OUT },
  examples: ["eks-access explain role-name"],
  exitCodes: { 0: "answered", 1: "there is no such rule" },
  run: ({ positionals, values }) => answer(textOf(positionals), values.out),
};

/** @throws ConfigError unless there is exactly one name, that of a rule */
function textOf([name, ...more]: readonly string[]): string {
  if (name === undefined || more.length > 0) {
    throw new ConfigError(["explain: takes one name, as it stands in brackets behind a line, such as role-name"]);
  }
  const rule = Object.hasOwn(ALL_RULES, name) ? ALL_RULES[name] : undefined;
  if (rule === undefined) {
    const near = didYouMean(name, Object.keys(ALL_RULES)) || "; it stands in brackets behind a line";
    throw new ConfigError([`explain: no rule ${quote(name)}${near}`]);
  }
  const accepted = rule.severity === "warning" ? [`accept: { ${name}: "why it is all right here" }`, ""] : [];
  const lines = [
    `${name} (${rule.severity})`,
    "",
    rule.summary,
    rule.wayOut,
    rule.source.startsWith("docs/") ? `${rule.source} of cdktf-eks-access` : rule.source,
    "",
    rule.severity === "warning" ? "# warns" : "# is refused",
    exampleText(rule.bad),
    "# passes",
    exampleText(rule.good),
    ...accepted,
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

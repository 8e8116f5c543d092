import { didYouMean, quote } from "../aws/text";
import { ALL_RULES } from "../load/catalogue";
import { ConfigError } from "../load/config-error";
import { CHECK_NAMES } from "../plan/checks/catalogue";
import { exampleText } from "../report/rules";
import { answer } from "./answer";
import { type Command, OUT } from "./command";
import { describedCheck } from "./described-check";

/** `eks-access explain <rule>`: explains a rule or a check. Each printed diagnostic ends with its name in brackets. */
export const command: Command = {
  positionals: { "<rule>": "the name of the rule or check" },
  most: Infinity,
  options: { out: OUT },
  examples: ["eks-access explain role-name"],
  exitCodes: { 0: "answered", 1: "there is no such rule" },
  run: ({ positionals, values }) => answer(textOf(positionals), values.out),
};

/** @throws ConfigError unless there is exactly one name, that of a rule or a check */
function textOf([name, ...more]: readonly string[]): string {
  if (name === undefined || more.length > 0) {
    throw new ConfigError(["explain: takes one name, as it stands in brackets behind a line, such as role-name"]);
  }
  const rule = Object.hasOwn(ALL_RULES, name) ? ALL_RULES[name] : undefined;
  const checkName = CHECK_NAMES.find((one) => one === name);
  const check = checkName && describedCheck(checkName);
  const explained = rule ?? check;
  if (explained === undefined) {
    const near =
      didYouMean(name, [...Object.keys(ALL_RULES), ...CHECK_NAMES]) || "; it stands in brackets behind a line";
    throw new ConfigError([`explain: no rule ${quote(name)}${near}`]);
  }
  const { summary, wayOut, source, bad, good } = explained;
  const bads = rule === undefined ? "breaks the check" : rule.severity === "warning" ? "warns" : "is refused";
  const lines = [
    `${name} (${rule === undefined ? `check, ${check?.level}` : rule.severity})`,
    "",
    summary,
    wayOut,
    source.startsWith("docs/") ? `${source} of cdktf-eks-access` : source,
    ...(check ? [`eks-access check: ${check.level}, ${check.controls}`] : []),
    "",
    ...(bad === undefined ? [] : [`# ${bads}`, exampleText(bad)]),
    "# passes",
    exampleText(good),
    ...(rule?.severity === "error" || bad === undefined ? [] : [`accept: { ${name}: "why it is all right here" }`, ""]),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

import { byCodePoint } from "../aws/text";
import type { Check } from "../plan/checks/check";
import type { Example, Rule } from "../plan/rule";

const LINES_SHOWN = 24;

/** Characters of a line that are shown. An example of what is too long has many. */
const WIDTH_SHOWN = 500;

/** Formats an example: its files one after another, shortened if long. */
export function exampleText(example: Example): string {
  const files = Object.entries(exampleFiles(example));
  if (files.length === 0) return "# no files\n";
  return files.map(([file, text]) => `${file.endsWith(".ts") ? "//" : "#"} ${file}\n${shortened(text)}`).join("\n");
}

/** Returns the files of an example. A single text is a cluster's file. */
export function exampleFiles(example: Example): Readonly<Record<string, string>> {
  if (typeof example === "object") return example;
  return { "clusters/demo.yaml": typeof example === "function" ? example() : example };
}

function shortened(text: string): string {
  const lines = text.replace(/^\n/, "").trimEnd().split("\n");
  const shown = lines.length > LINES_SHOWN ? [...lines.slice(0, LINES_SHOWN), "# and so on"] : lines;
  const cut = shown.map((line) => (line.length > WIDTH_SHOWN ? `${line.slice(0, WIDTH_SHOWN)}…` : line));
  return `${cut.join("\n")}\n`;
}

/** Returns the content of `docs/rules.md`. */
export function rulesPage(
  sections: Readonly<Record<string, Readonly<Record<string, Rule>>>>,
  checks: Readonly<Record<string, DescribedCheck>>,
): string {
  const parts = Object.entries(sections).map(([title, rules]) => {
    const rows = Object.entries(rules).sort(([a], [b]) => byCodePoint(a, b));
    return [`## ${title}`, ...rows.map(([name, rule]) => ruleText(name, rule))].join("\n\n");
  });
  const head = [
    "# Rules",
    "Written by `npm run docs` from the catalogues beside the code. The name of a rule stands in brackets behind every line that reports it; `npx eks-access explain <name>` prints what stands here.",
    "An error stops the synth. A warning passes, and a file can accept it: `accept: { <name>: <reason> }`. Where an example leaves out `account` and `region`, any will do.",
  ];
  return `${[...head, ...parts, checksSection(checks)].join("\n\n")}\n`;
}

/** Returns a section about checks for `docs/rules.md`. */
function checksSection(checks: Readonly<Record<string, DescribedCheck>>): string {
  const own = Object.entries(checks).filter(([, { isRule }]) => !isRule);
  const rules = Object.entries(checks).filter(([, { isRule }]) => isRule);
  return [
    "## Checks",
    "`eks-access check` decides these, and synth too if `checks: { packs: […] }` asks for them. They refuse nothing, and a file can accept each as it accepts a warning. `docs/guides/checking.md` says how.",
    "These rules are checks too:",
    rules.map(([name, { level, controls }]) => `- \`${name}\`, ${level}: ${controls}`).join("\n"),
    ...own.map(([name, check]) => checkText(name, check)),
  ].join("\n\n");
}

/** A check, and the controls that it decides, as they are printed. */
export interface DescribedCheck extends Omit<Check, "controls"> {
  readonly isRule: boolean;
  readonly controls: string;
}

const checkText = (name: string, { level, summary, wayOut, source, controls, bad, good }: DescribedCheck): string =>
  [
    `### ${name}`,
    `Check, ${level}. ${summary} ${wayOut}`,
    `Source: ${source}`,
    `Controls: ${controls}`,
    ...(bad === undefined ? [] : [fenced("Broken by:", bad)]),
    fenced("Met by:", good),
  ].join("\n\n");

const fenced = (title: string, example: Example): string =>
  `${title}\n\n\`\`\`${"demo.ts" in exampleFiles(example) ? "ts" : "yaml"}\n${exampleText(example)}\`\`\``;

function ruleText(name: string, { severity, summary, wayOut, source, bad, good }: Rule): string {
  return [
    `### ${name}`,
    `${severity === "error" ? "Error" : "Warning"}. ${summary} ${wayOut}`,
    `Source: ${source}`,
    fenced(severity === "error" ? "Refused:" : "Warned of:", bad),
    fenced("Passes:", good),
  ].join("\n\n");
}

import type { ListFact, NumberFact, TextFact } from "../aws/fact";

/** `error`: nothing is written. `warning`: a line is printed, and a file can accept it. */
export type Severity = "error" | "warning";

/**
 * A small configuration: the text of `clusters/demo.yaml`, or several files by name. If a cluster's file has no
 * `account` and `region`, they are added before it is read. Long examples are written as a function. What only
 * TypeScript can say is one file, `demo.ts`: the configuration as an expression.
 */
export type Example = string | Readonly<Record<string, string>> | (() => string);

/**
 * A rule that configurations are checked against. Its name is its key in the catalogue. The name follows each message
 * in brackets; `accept` takes it, and `eks-access explain <name>` prints the rule.
 */
export interface Rule {
  readonly severity: Severity;
  /** What is rejected or warned about, in one sentence. */
  readonly summary: string;
  /** What to write instead, in one sentence. */
  readonly wayOut: string;
  /** The AWS or Kubernetes page that states it, or this project's guide for a rule of its own. */
  readonly source: string;
  /** Its numbers in the list of decisions that this project was built from. */
  readonly numbers: readonly string[];
  /** Violates this rule, and only this rule, once. */
  readonly bad: Example;
  /** The same configuration, corrected. Violates no rule. */
  readonly good: Example;
}

/** Declares the rules of a section, by name. Returns them unchanged, with their exact type. */
export const rules = <const Rules extends Readonly<Record<string, Rule>>>(rows: Rules): Rules => rows;

type Described = Omit<Rule, "severity" | "summary" | "source">;
type RuleOfFact = Rule & { readonly severity: "error" };

const ofFact = (summary: string, source: string, rest: Described): RuleOfFact => ({
  severity: "error",
  summary: `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
  source,
  ...rest,
});

/** A rule about one text. Its format, length and source come from the fact. */
export function textRule({ is, min = 0, max, form, source }: TextFact, rest: Described): RuleOfFact {
  const most = max === undefined ? [] : [`${form ? "with at most" : "has at most"} ${max} characters`];
  const least = max === undefined && min > 0 && !form ? ["is not empty"] : [];
  const parts = [...(form ? [`is ${form}`] : []), ...least, ...most];
  return ofFact(`${is} ${parts.join(", ")}`, source, rest);
}

/** A rule about one number. Its bounds and source come from the fact. */
export function numberRule({ is, min, max, unit, source }: NumberFact, rest: Described): RuleOfFact {
  const bounds = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
  return ofFact(`${is} is a whole number ${bounds}${unit ? ` ${unit}` : ""}`, source, rest);
}

/** A rule about the length of a list. Its bounds and source come from the fact. */
export function listRule({ is, min = 0, max, source }: ListFact, rest: Described): RuleOfFact {
  const bounds = max === undefined ? `at least ${min}` : min === 0 ? `at most ${max}` : `${min} to ${max}`;
  return ofFact(`there are ${bounds} ${is}`, source, rest);
}

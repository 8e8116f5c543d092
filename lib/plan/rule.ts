import type { ListFact, NumberFact, TextFact } from "../aws/fact";

/** `error`: nothing is written. `warning`: it passes with a line, which a file can accept. */
export type Severity = "error" | "warning";

/**
 * A small configuration: the text of `clusters/demo.yaml`, or several files by their names. Where a cluster's file
 * leaves `account` and `region` out, they are put in before it is read. A function makes one that would be long.
 */
export type Example = string | Readonly<Record<string, string>> | (() => string);

/**
 * A rule: what is refused or warned of. Its name, the key of its row, stands behind every line that reports it; `accept`
 * takes it, and `eks-access explain <name>` prints the row.
 */
export interface Rule {
  readonly severity: Severity;
  /** What is refused or warned of, in one sentence. */
  readonly summary: string;
  /** What to write instead, in one sentence. */
  readonly wayOut: string;
  /** The page that says so, or this project's own guide where it is a rule of its own. */
  readonly source: string;
  /** Its numbers in the list of decisions that this project was built from. */
  readonly numbers: readonly string[];
  /** Gives one diagnostic, of this rule. */
  readonly bad: Example;
  /** The same, mended: gives none. */
  readonly good: Example;
}

/** A section's rules by name. */
export const rules = <const Rules extends Readonly<Record<string, Rule>>>(rows: Rules): Rules => rows;

type Described = Omit<Rule, "severity" | "summary" | "source">;
type RuleOfFact = Rule & { readonly severity: "error" };

const ofFact = (summary: string, source: string, rest: Described): RuleOfFact => ({
  severity: "error",
  summary: `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
  source,
  ...rest,
});

/** A rule about one text: its form, its length and its page come from the fact. */
export function textRule({ is, min = 0, max, form, source }: TextFact, rest: Described): RuleOfFact {
  const most = max === undefined ? [] : [`${form ? "with at most" : "has at most"} ${max} characters`];
  const least = max === undefined && min > 0 && !form ? ["is not empty"] : [];
  const parts = [...(form ? [`is ${form}`] : []), ...least, ...most];
  return ofFact(`${is} ${parts.join(", ")}`, source, rest);
}

/** A rule about one number: its bounds and its page come from the fact. */
export function numberRule({ is, min, max, unit, source }: NumberFact, rest: Described): RuleOfFact {
  const bounds = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
  return ofFact(`${is} is a whole number ${bounds}${unit ? ` ${unit}` : ""}`, source, rest);
}

/** A rule about the length of a list: its bounds and its page come from the fact. */
export function listRule({ is, min = 0, max, source }: ListFact, rest: Described): RuleOfFact {
  const bounds = max === undefined ? `at least ${min}` : min === 0 ? `at most ${max}` : `${min} to ${max}`;
  return ofFact(`there are ${bounds} ${is}`, source, rest);
}

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

type Fact = TextFact | NumberFact | ListFact;

/** A rule about one value: its bounds and its page come from the fact. */
export const ruleOf = (
  fact: Fact,
  rest: Omit<Rule, "severity" | "summary" | "source">,
): Rule & { readonly severity: "error" } => ({
  severity: "error",
  summary: summaryOf(fact),
  source: fact.source,
  ...rest,
});

/** "A role name is made of letters, digits and _+=,.@-, and has 1-64 characters." */
function summaryOf(fact: Fact): string {
  const form = "form" in fact && fact.form !== undefined ? `${fact.is} is ${fact.form}` : undefined;
  const bounds = boundsOf(fact);
  const size = bounds && (form ? `and has ${bounds}` : `${fact.is}: ${bounds}`);
  const text = [form, size].filter((part) => part !== undefined).join(", ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function boundsOf(fact: Fact): string | undefined {
  const { min, max } = fact;
  if (min === undefined && max === undefined) return undefined;
  const unit = "unit" in fact && fact.unit !== undefined ? ` ${fact.unit}` : "";
  const ofText = "pattern" in fact || "form" in fact ? " characters" : unit;
  if (max === undefined) return `at least ${min}${ofText}`;
  return min === undefined || min === 0 ? `at most ${max}${ofText}` : `${min}-${max}${ofText}`;
}

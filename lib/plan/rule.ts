import type { ListFact, NumberFact, TextFact } from "../aws/fact";

/** `error`: nothing is written. `warning`: it passes with a line, which a file can accept. */
export type Severity = "error" | "warning";

/** Small YAML files by their names, below the folder of clusters or beside it; one alone is `clusters/demo.yaml`. */
export type Example = string | Readonly<Record<string, string>>;

/**
 * A rule: what is refused or warned of. Its name, the key of its row, stands behind every line that reports it; `accept`
 * takes it, and `eks-access explain <name>` prints the row.
 */
export interface Rule {
  readonly severity: Severity;
  /** What is refused or warned of, in one sentence. */
  readonly summary: string;
  /** What to write instead. */
  readonly wayOut: string;
  /** The page that says so, or this project's guide where it is a rule of its own. */
  readonly source: string;
  /** Its numbers in the list of decisions. */
  readonly numbers: readonly string[];
  /** Gives one diagnostic, of this rule. Where `account` and `region` are left out, the tests put them in. */
  readonly bad: Example;
  /** The same, mended: gives none. */
  readonly good: Example;
}

/** A section's rules by name. */
export const rules = <const Rules extends Readonly<Record<string, Rule>>>(rows: Rules): Rules => rows;

/** A rule about one value: summary and source come from the fact. */
export const ruleOf = (
  fact: TextFact | NumberFact | ListFact,
  rest: Omit<Rule, "severity" | "summary" | "source">,
): Rule & { readonly severity: "error" } => ({
  severity: "error",
  summary: summaryOf(fact),
  source: fact.source,
  ...rest,
});

function summaryOf(fact: TextFact | NumberFact | ListFact): string {
  const { is, min, max } = fact;
  const bounds = [min === undefined ? [] : `at least ${min}`, max === undefined ? [] : `at most ${max}`].flat();
  if ("first" in fact || !("form" in fact || "fits" in fact || "pattern" in fact)) {
    const unit = "unit" in fact && fact.unit ? ` ${fact.unit}` : "";
    return sentence(`${is}: ${bounds.join(", ")}${unit}`);
  }
  const length = bounds.length > 0 ? `${bounds.join(" and ")} characters` : "";
  return sentence(`${is} is ${[fact.form ?? "", length].filter((part) => part !== "").join("; ")}`);
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

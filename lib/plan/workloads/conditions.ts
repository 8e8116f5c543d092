import { bareOperator, CONDITION_OPERATORS } from "../../aws/iam/conditions";
import type { PolicyDocument, Statement } from "../../aws/iam/policy-document";
import { didYouMean, isToken, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import type { Path } from "../diagnostics";

/** Reports conditions that IAM does not know, and those that would replace one that the trust of a role has. */
export function validateConditions(
  conditions: NonNullable<Statement["Condition"]>,
  { Statement }: PolicyDocument,
  { path, context: { diagnostics } }: { readonly path: Path; readonly context: PlanContext },
): void {
  for (const [operator, values] of Object.entries(conditions)) {
    if (isToken(operator)) continue;
    if (!CONDITION_OPERATORS.includes(bareOperator(operator))) {
      const near = didYouMean(bareOperator(operator), CONDITION_OPERATORS) || "; write one such as StringEquals";
      diagnostics.report(
        "trust-conditions",
        [...path, operator],
        `no operator of conditions is ${quote(operator)}${near}`,
      );
    }
    for (const key of Object.keys(values)) {
      if (!Statement.some(({ Condition = {} }) => Object.hasOwn(Condition[operator] ?? {}, key))) continue;
      diagnostics.report(
        "trust-conditions",
        [...path, operator, key],
        `the trust of this role has ${operator} of ${key} already; leave it out`,
      );
    }
  }
}

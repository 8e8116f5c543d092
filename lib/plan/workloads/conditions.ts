import { bareOperator, CONDITION_OPERATORS, holdsWithoutKey, isKeyOfServices } from "../../aws/iam/conditions";
import type { PolicyDocument, Statement } from "../../aws/iam/policy-document";
import { didYouMean, isToken, quote } from "../../aws/text";
import { UNKNOWN_ISSUER } from "../../aws/workloads/trust";
import type { PlanContext } from "../context";
import type { ResolvedWorkload } from "../defaults";
import type { Path } from "../diagnostics";

/** Reports conditions that IAM does not know, those that would replace one of the trust, and those that narrow nothing. */
export function validateConditions(
  { via, trustConditions = {} }: ResolvedWorkload,
  trust: PolicyDocument,
  { path, context: { diagnostics } }: { readonly path: Path; readonly context: PlanContext },
): void {
  for (const [operator, values] of Object.entries(trustConditions)) {
    const operatorPath = [...path, operator];
    if (!isToken(operator)) validateOperator(operator, operatorPath, diagnostics);
    if (Object.keys(values).length === 0) {
      diagnostics.report(
        "trust-conditions",
        operatorPath,
        "a condition has a key, got none; write one, or leave it out",
      );
    }
    for (const [key, value] of Object.entries(values)) {
      const keyPath = [...operatorPath, key];
      const problem = problemOf({ operator, key, value }, trust);
      if (problem) diagnostics.report("trust-conditions", keyPath, problem);
      if (via !== "pod-identity" && isKeyOfServices(key)) {
        diagnostics.report(
          "condition-without-key",
          keyPath,
          `with IRSA no request has ${key}, so no pod would get the role; leave it out, or use Pod Identity`,
        );
      } else if (holdsWithoutKey(operator)) {
        diagnostics.report(
          "condition-without-key",
          keyPath,
          `${operator} also holds for a request without ${key}; write an operator that needs the key, if that is not meant`,
        );
      }
    }
  }
}

function validateOperator(operator: string, path: Path, diagnostics: PlanContext["diagnostics"]): void {
  const bare = bareOperator(operator);
  if (CONDITION_OPERATORS.includes(bare)) return;
  const near = didYouMean(bare, CONDITION_OPERATORS) || "; write one such as StringEquals";
  diagnostics.report("trust-conditions", path, `no operator of conditions is ${quote(operator)}${near}`);
}

interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly value: string | readonly string[];
}

function problemOf({ operator, key, value }: Condition, { Statement }: PolicyDocument): string | undefined {
  if ([value].flat().length === 0) return "a condition has a value, got none; write one, or leave it out";
  if (JSON.stringify({ [key]: value }).includes(UNKNOWN_ISSUER)) {
    return `${UNKNOWN_ISSUER} stands for the issuer here; write the issuer itself`;
  }
  return Statement.some((statement) => hasKey(statement, operator, key))
    ? `the trust of this role has ${operator} of ${key} already; leave it out`
    : undefined;
}

/** Whether a statement has a condition on a key. IAM takes keys in any case. */
const hasKey = ({ Condition = {} }: Statement, operator: string, key: string): boolean =>
  Object.entries(Condition).some(
    ([other, values]) =>
      bareOperator(other) === bareOperator(operator) &&
      Object.keys(values).some((one) => one.toLowerCase() === key.toLowerCase()),
  );

import { EFFECTS, STATEMENT_KEYS } from "../../aws/iam/policy-document";
import { didYouMean, isToken, list, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import type { Path } from "../diagnostics";

/** Reports statements that IAM does not take: an unknown element, or an effect that is none. */
export function validateDocument(document: object, path: Path, { diagnostics }: PlanContext): void {
  const given: unknown = "Statement" in document ? document.Statement : [];
  for (const [index, statement] of [given].flat().entries()) {
    if (typeof statement !== "object" || statement === null) continue;
    const statementPath = [...path, "Statement", ...(Array.isArray(given) ? [index] : [])];
    for (const [key, value] of Object.entries(statement)) {
      if (key === "Effect" && !isToken(value) && !EFFECTS.some((effect) => effect === value)) {
        const words = list(EFFECTS);
        const near = typeof value === "string" ? didYouMean(value, EFFECTS) : "";
        diagnostics.report(
          "policy-document",
          [...statementPath, key],
          `an effect is ${words}, got ${quote(value)}${near}`,
        );
      }
      if (isToken(key) || STATEMENT_KEYS.includes(key)) continue;
      const advice = didYouMean(key, STATEMENT_KEYS) || `; known here: ${list(STATEMENT_KEYS, "and")}`;
      diagnostics.report(
        "policy-document",
        [...statementPath, key],
        `a statement of such a policy has no element ${quote(key)}${advice}`,
      );
    }
  }
}

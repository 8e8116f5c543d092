/**
 * AWS managed policies that give nearly everything, and what that is. Whoever has one of them can give himself the rest.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/IAMFullAccess.html
 */
export const WIDE_POLICIES: Readonly<Record<string, string>> = {
  AdministratorAccess: "every action on everything in the account",
  PowerUserAccess: "every action but those of IAM and Organizations",
  IAMFullAccess: "every action of IAM, and with it every role and policy of the account",
};

/** Returns whether a policy document allows every action, or every action but some. */
export function allowsEverything(document: object): boolean {
  const statements: unknown = "Statement" in document ? document.Statement : [];
  return [statements].flat().some((statement) => {
    if (typeof statement !== "object" || statement === null) return false;
    const { Effect, Action, NotAction }: { Effect?: unknown; Action?: unknown; NotAction?: unknown } = statement;
    if (Effect !== "Allow") return false;
    return NotAction !== undefined || [Action].flat().some((action) => /^\*+(:\*+)?$/.test(String(action)));
  });
}

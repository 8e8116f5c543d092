import { type PrincipalArn, principalArn } from "../../aws/iam/principal-arn";
import { isToken, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import type { Path } from "../diagnostics";

/**
 * Validates the ARN of an existing role, and reports it if it is not valid.
 *
 * @param otherAccounts whether the role may belong to another account; text means no, and is the advice to print
 */
export function validateRoleArn(
  { given, path }: { readonly given: string; readonly path: Path },
  { cluster, diagnostics }: PlanContext,
  otherAccounts: boolean | string = false,
): void {
  if (isToken(given)) return;
  const { partition, account } = cluster;
  const form = `arn:${partition}:iam::${account}:role/<path><name>`;
  const arn = principalArn(given);
  if (arn.is !== "role" || !arn.whole) {
    const { wanted, got, advice } = notARole(arn, form);
    diagnostics.report("role-arn", path, `${wanted}, got ${got}${quote(given)}; ${advice}`);
  } else if (arn.partition !== partition) {
    diagnostics.report(
      "role-partition",
      path,
      `a role of the cluster's partition ${partition}, got ${quote(given)}; write ${form}`,
    );
  } else if (otherAccounts !== true && !isToken(account) && arn.account !== account) {
    diagnostics.report(
      "role-account",
      path,
      `a role of the cluster's account ${account}, got ${quote(given)}; a role of another account cannot be used here${otherAccounts || ""}`,
    );
  }
}

/** Describes, for an ARN that is not a role's: what was expected, what was given, and what to write. */
function notARole(arn: PrincipalArn, form: string): { wanted: string; got: string; advice: string } {
  const wanted = "the ARN of a role";
  switch (arn.is) {
    case "no ARN":
      return { wanted: `${wanted} that exists`, got: "", advice: `write ${form}, or name for a role made here` };
    case "session":
      return {
        wanted,
        got: "a session of one, ",
        advice: `write ${arn.role}, with the role's path where it has one`,
      };
    case "other service":
      return { wanted: "the ARN of an IAM role", got: "", advice: `write ${form}` };
    case "service-linked role":
      return {
        wanted: "a role of your own",
        got: "a service-linked role, ",
        advice: "only AWS's services take those, so have a role made here",
      };
    case "user":
      return { wanted, got: "a user, ", advice: `write ${form}` };
    case "other kind":
      return arn.kind === "instance-profile"
        ? { wanted, got: "an instance profile, ", advice: "write the ARN of the role inside it" }
        : { wanted, got: `a ${arn.kind}, `, advice: `write ${form}` };
    case "role":
      return { wanted: "the whole ARN of a role", got: "", advice: `write ${form}` };
  }
}

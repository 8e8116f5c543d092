import { parseArn } from "../../aws/arn";
import { isToken, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import type { Path } from "../diagnostics";

/** Validates that a permissions boundary is the ARN of an IAM policy. */
export function validateBoundary(
  given: string | undefined,
  path: Path,
  { cluster: { partition, account }, diagnostics }: PlanContext,
): void {
  if (given === undefined || isToken(given)) return;
  const arn = parseArn(given);
  const form = `write arn:${partition}:iam::<account>:policy/<name>`;
  if (arn?.service !== "iam" || !arn.resource.startsWith("policy/")) {
    diagnostics.report("permissions-boundary", path, `the ARN of an IAM policy, got ${quote(given)}; ${form}`);
  } else if (arn.partition !== partition) {
    diagnostics.report(
      "permissions-boundary",
      path,
      `a policy of partition ${partition}, got ${quote(given)}; ${form}`,
    );
  } else if (arn.account !== "aws" && arn.account !== account && !isToken(account)) {
    diagnostics.report(
      "permissions-boundary",
      path,
      `a policy of the cluster's account ${account} or of AWS, got ${quote(given)}; make the policy in this account`,
    );
  }
}

/** Reports a boundary of a role's own in place of the one for all roles, unless the latter allows it. */
export function validateOwnBoundary(given: string | undefined, path: Path, { config, diagnostics }: PlanContext): void {
  const { permissionsBoundary, allowOwnBoundary } = config.iam;
  if (given === undefined || permissionsBoundary === undefined || given === permissionsBoundary || allowOwnBoundary)
    return;
  if (isToken(given) || isToken(permissionsBoundary)) return;
  diagnostics.report(
    "boundary-override",
    path,
    `iam.permissionsBoundary bounds every role of this cluster, ${quote(permissionsBoundary)}, got ${quote(given)}; leave this one out, or write iam.allowOwnBoundary: true`,
  );
}

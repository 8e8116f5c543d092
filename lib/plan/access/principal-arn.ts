import { nameOfArn } from "../../aws/arn";
import { type EntryMakerName, entryMaker, makerOfServiceLinkedRole } from "../../aws/eks/entry-makers";
import { ENTRY_TYPES, type EntryTypeName } from "../../aws/eks/entry-types";
import { principalArn } from "../../aws/iam/principal-arn";
import { isToken, quote } from "../../aws/text";
import type { PlanContext } from "../context";
import type { Path } from "../diagnostics";
import type { Cluster, Precondition } from "../types";

/** Advice for principals that are neither a role nor a user, by the resource type in their ARN. */
const ADVICE_BY_RESOURCE_TYPE: Readonly<Record<string, string>> = {
  group: "EKS knows no IAM groups; write the role that its members assume",
  "federated-user": "write the role that the federation assumes",
  "saml-provider": "write the role that the federation assumes",
  "oidc-provider": "write the role that the federation assumes",
  "instance-profile": "write the ARN of the role inside it",
  policy: "write the role or user that has the policy",
  root: "write a role of that account",
};

export interface GivenPrincipal {
  readonly given: string;
  readonly path: Path;
  readonly type: EntryTypeName;
  /** Who makes the entry, if it is not made here. */
  readonly entry?: EntryMakerName;
}

/**
 * Returns whether EKS accepts the ARN as principal of an entry of this type, and reports it if not. Tokens pass:
 * Terraform checks them.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export function validatePrincipalArn(principal: GivenPrincipal, context: PlanContext): boolean {
  const { given, path, entry } = principal;
  if (isToken(given)) return true;
  const { cluster, diagnostics } = context;
  const refuse = (message: string): false => {
    diagnostics.report("principal-arn", path, message);
    return false;
  };
  const form = `write arn:${cluster.partition}:iam::<account>:role/<path><name>`;
  const arn = principalArn(given);
  switch (arn.is) {
    case "no ARN":
    case "other service":
      return refuse(`the ARN of an IAM role or user, got ${quote(given)}; ${form}`);
    case "session":
      return refuse(
        `a role, got a session of one, ${quote(given)}; write ${arn.role}, with the role's path where it has one`,
      );
    case "other kind":
      return refuse(
        `an IAM role or user, got ${quote(given)}; ${Object.hasOwn(ADVICE_BY_RESOURCE_TYPE, arn.kind) ? ADVICE_BY_RESOURCE_TYPE[arn.kind] : form}`,
      );
    case "service-linked role":
      if (entry !== undefined && !arn.whole) return refusePath(principal, context);
      if (entry !== undefined) return validateTypeOfPrincipal(principal, { ...arn, is: "role" }, context);
      diagnostics.report(
        "service-linked-principal",
        path,
        `a service-linked role can have no entry of yours, got ${quote(given)}; ${insteadOfEntry(given)}`,
      );
      return false;
    case "role":
    case "user":
      if (!arn.whole) return refuse(`the whole ARN of a role or user, got ${quote(given)}; ${form}`);
      if (entry !== undefined && nameOfArn(given).startsWith("AWSServiceRoleFor"))
        return refusePath(principal, context);
      return validateTypeOfPrincipal(principal, { ...arn, is: arn.is }, context);
  }
}

/** What to write for a service-linked role, whose entry its service makes. */
function insteadOfEntry(given: string): string {
  const maker = makerOfServiceLinkedRole(given);
  if (maker === undefined) return "leave it out: EKS makes its own";
  return `write entry: ${maker} to give policies to the entry that ${entryMaker(maker).is} makes`;
}

function refusePath({ given, path }: GivenPrincipal, { diagnostics }: PlanContext): false {
  diagnostics.report(
    "service-linked-path",
    path,
    `a service-linked role keeps its path here, got ${quote(given)}; write …:role/aws-service-role/<service>/${nameOfArn(given)}`,
  );
  return false;
}

/** Validates the partition. Node entries also accept no users and no roles of other accounts. */
function validateTypeOfPrincipal(
  { given, path, type }: GivenPrincipal,
  arn: { readonly is: "role" | "user"; readonly partition: string; readonly account: string },
  { cluster, diagnostics }: PlanContext,
): boolean {
  const { users, otherAccounts } = ENTRY_TYPES[type];
  if (arn.partition !== cluster.partition) {
    diagnostics.report(
      "principal-partition",
      path,
      `a principal of the cluster's partition ${cluster.partition}, got ${quote(given)}; write ${given.replace(/^arn:[^:]*/, `arn:${cluster.partition}`)}`,
    );
  } else if (arn.is === "user" && !users) {
    diagnostics.report(
      "principal-of-node-entry",
      path,
      `an entry of type ${type} is for a role, got a user, ${quote(given)}; write a role, or type STANDARD for a person`,
    );
  } else if (!otherAccounts && !isToken(cluster.account) && arn.account !== cluster.account) {
    diagnostics.report(
      "principal-of-node-entry",
      path,
      `an entry of type ${type} is for a role of the cluster's account ${cluster.account}, got ${quote(given)}; write a role of that account, or type STANDARD`,
    );
  } else return true;
  return false;
}

/**
 * Returns the check that Terraform makes of a principal given as a token. Without it, AWS fails only after two minutes.
 */
export function principalPrecondition(
  value: string,
  type: EntryTypeName,
  { partition, account }: Cluster,
): Precondition {
  const { users, otherAccounts } = ENTRY_TYPES[type];
  const kinds = users ? "(role|user)" : "role";
  const accounts = otherAccounts ? "[0-9]{12}" : account;
  const what = `an IAM role${users ? " or user" : ""}${otherAccounts ? "" : ` of account ${account}`} in partition ${partition}`;
  return {
    value,
    pattern: `^arn:${partition}:iam::${accounts}:${kinds}/`,
    errorMessage: `The principal of an access entry of type ${type} must be ${what}, given by its ARN.`,
  };
}

import { parseArn } from "../../aws/arn";
import { ENTRY_TYPES, type EntryTypeName } from "../../aws/eks/entry-types";
import { isToken, quote } from "../../aws/text";
import type { Cluster } from "../types";

/** A path has at most 512 characters with its slashes, and a wildcard names nobody. */
const ROLE_OR_USER = /^(role|user)\/([\u0021-\u0029\u002b-\u007e]{1,510}\/)?[\w+=,.@-]{1,64}$/;

/** What to do with a principal that is neither a role nor a user, by the first word of its resource. */
const INSTEAD: Readonly<Record<string, string>> = {
  group: "EKS knows no IAM groups; write the role that its members assume",
  "federated-user": "write the role that the federation assumes",
  "saml-provider": "write the role that the federation assumes",
  "oidc-provider": "write the role that the federation assumes",
  "instance-profile": "write the ARN of the role inside it",
  policy: "write the role or user that has the policy",
  root: "write a role of that account",
};

/**
 * Why a text cannot be the principal of an access entry of this type.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export function principalProblem(given: string, type: EntryTypeName, cluster: Cluster): string | undefined {
  if (isToken(given)) return undefined;
  const { users, otherAccounts } = ENTRY_TYPES[type];
  const form = `write arn:${cluster.partition}:iam::<account>:role/<path><name>`;
  const arn = parseArn(given);
  if (arn === undefined) return `the ARN of an IAM role or user, got ${quote(given)}; ${form}`;
  const session = /^assumed-role\/([^/]+)\//.exec(arn.resource);
  if (arn.service === "sts" && session) {
    const role = `arn:${arn.partition}:iam::${arn.account}:role/${session[1]}`;
    return `a role, got a session of one, ${quote(given)}; write ${role}, with the role's path where it has one`;
  }
  const [kind = ""] = arn.resource.split("/");
  if (arn.service !== "iam" && arn.service !== "sts")
    return `the ARN of an IAM role or user, got ${quote(given)}; ${form}`;
  if (kind !== "role" && kind !== "user") {
    const advice = Object.hasOwn(INSTEAD, kind) ? INSTEAD[kind] : form;
    return `an IAM role or user, got ${quote(given)}; ${advice}`;
  }
  if (arn.resource.startsWith("role/aws-service-role/")) {
    return `a service-linked role can have no entry of yours, got ${quote(given)}; leave it out: EKS makes its own`;
  }
  if (arn.service !== "iam" || arn.region !== "" || !/^\d{12}$/.test(arn.account) || !ROLE_OR_USER.test(arn.resource)) {
    return `the whole ARN of a role or user, got ${quote(given)}; ${form}`;
  }
  if (arn.partition !== cluster.partition) {
    return `a principal of the cluster's partition ${cluster.partition}, got ${quote(given)}; write ${given.replace(/^arn:[^:]*/, `arn:${cluster.partition}`)}`;
  }
  if (kind === "user" && !users)
    return `an entry of type ${type} is for a role, got a user, ${quote(given)}; write a role, or type STANDARD for a person`;
  if (!otherAccounts && !isToken(cluster.account) && arn.account !== cluster.account) {
    return `an entry of type ${type} is for a role of the cluster's account ${cluster.account}, got ${quote(given)}; write a role of that account, or type STANDARD`;
  }
  return undefined;
}

/** What Terraform checks of a principal that it alone knows: AWS would answer only after two minutes. */
export function principalPattern(
  type: EntryTypeName,
  { partition, account }: Cluster,
): { pattern: string; what: string } {
  const { users, otherAccounts } = ENTRY_TYPES[type];
  const kinds = users ? "(role|user)" : "role";
  const accounts = otherAccounts ? "[0-9]{12}" : account;
  const what = `an IAM role${users ? " or user" : ""}${otherAccounts ? "" : ` of account ${account}`} in partition ${partition}`;
  return { pattern: `^arn:${partition}:iam::${accounts}:${kinds}/`, what };
}

/**
 * A role of IAM Identity Center whose path was cut off, as aws-auth wanted it. AWS answers "invalid principal" after
 * two minutes.
 */
export function pathWasCut(given: string): boolean {
  return /:role\/AWSReservedSSO_[^/]*$/.test(given);
}

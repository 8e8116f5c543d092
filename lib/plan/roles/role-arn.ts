import { parseArn } from "../../aws/arn";
import { isToken, quote } from "../../aws/text";
import type { Cluster } from "../types";

/** Why a text is not the ARN of an IAM role in the cluster's account that nodes, or Terraform, could take. */
export function roleArnProblem(
  given: string,
  cluster: Cluster,
  otherAccounts: boolean | string = false,
): string | undefined {
  if (isToken(given)) return undefined;
  const form = `arn:${cluster.partition}:iam::${cluster.account}:role/<path><name>`;
  const arn = parseArn(given);
  if (arn === undefined) {
    return `the ARN of a role that exists, got ${quote(given)}; write ${form}, or name for a role made here`;
  }
  const session = /^assumed-role\/([^/]+)\//.exec(arn.resource);
  if (arn.service === "sts" && session) {
    const role = `arn:${arn.partition}:iam::${arn.account}:role/${session[1]}`;
    return `the ARN of a role, got a session of one, ${quote(given)}; write ${role}, with the role's path where it has one`;
  }
  if (arn.service !== "iam" || arn.region !== "") return `the ARN of an IAM role, got ${quote(given)}; write ${form}`;
  const [kind = ""] = arn.resource.split("/");
  if (kind === "instance-profile") {
    return `the ARN of a role, got an instance profile, ${quote(given)}; write the ARN of the role inside it`;
  }
  if (kind !== "role") return `the ARN of a role, got a ${kind}, ${quote(given)}; write ${form}`;
  if (arn.resource.startsWith("role/aws-service-role/")) {
    return `a role of your own, got a service-linked role, ${quote(given)}; only AWS's services take those, so have a role made here`;
  }
  if (!/^role\/([\u0021-\u007e]+\/)?[\w+=,.@-]{1,64}$/.test(arn.resource)) {
    return `the whole ARN of a role, got ${quote(given)}; write ${form}`;
  }
  if (arn.partition !== cluster.partition) {
    return `a role of the cluster's partition ${cluster.partition}, got ${quote(given)}; write ${form}`;
  }
  if (otherAccounts !== true && !isToken(cluster.account) && arn.account !== cluster.account) {
    return `a role of the cluster's account ${cluster.account}, got ${quote(given)}; a role of another account cannot be used here${otherAccounts || ""}`;
  }
  return undefined;
}

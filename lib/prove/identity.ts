import { nameOfArn, parseArn } from "../aws/arn";
import { AUTHENTICATED } from "../aws/kubernetes/cluster-roles";
import type { PlannedEntry } from "../plan/types";
import type { Identity } from "./rbac";
import type { Subject } from "./subjects";

/** Returns who a subject is in Kubernetes. Of nodes, Kubernetes decides otherwise. */
export function identityOf(subject: Subject): Identity {
  if (subject.is === "node" || subject.is === "outsiders") return { usernames: [], groups: [] };
  if (subject.is === "pod") {
    const { namespace, name } = subject.serviceAccount;
    const groups = ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, AUTHENTICATED];
    return { usernames: [`system:serviceaccount:${namespace}:${name}`], groups };
  }
  const entries = subject.entries.map(({ entry }) => entry);
  return {
    usernames: entries.map(usernameOf),
    groups: [...entries.flatMap(({ groups = [] }) => groups), AUTHENTICATED, `eks-access-entry:${subject.arn}`],
  };
}

/**
 * The name that EKS gives to an entry unless it has another.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
function usernameOf({ username, principalArn }: PlannedEntry): string {
  if (username !== undefined) return username;
  const arn = parseArn(principalArn);
  if (!arn?.resource.startsWith("role/")) return principalArn;
  return `arn:${arn.partition}:sts::${arn.account}:assumed-role/${nameOfArn(principalArn)}/{{SessionName}}`;
}

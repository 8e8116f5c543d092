import {
  byItsEnd,
  ends,
  goesWithCluster,
  hurts,
  type Reviewed,
  type Reviewer,
  type Said,
  says,
  stays,
  text,
  whose,
} from "./finding";
import type { Change, Values } from "./plan-json";
import { lostServiceAccounts, serviceAccountsOf } from "./trust";

const ANNOTATION = "eks.amazonaws.com/role-arn";

/** The command that takes the annotation of IRSA from a service account, or writes it. */
function annotate(account: string, arn?: string): string {
  const [namespace = "", name = ""] = account.split("/");
  const value = arn === undefined ? "-" : `=${arn}`;
  return `kubectl annotate serviceaccount ${name} -n ${namespace} ${ANNOTATION}${value}`;
}

const podsOf = ({ namespace, service_account }: Values): string => `${text(namespace)}/${text(service_account)}`;

const associationOf = (account: string, all: readonly Change[], when: "before" | "after"): Change | undefined =>
  all.find((one) => one.type === "aws_eks_pod_identity_association" && podsOf(one[when]) === account);

/** What becomes of pods that take a role with a token of their service account (IRSA). */
export function tokens({ change, all }: Reviewed): readonly Said[] {
  return lostServiceAccounts(change.before, change.after).map((account): Said => {
    const association = associationOf(account, all, "after");
    const loses = `pods of ${account} lose the role ${text(change.before.name)}`;
    const step = `${annotate(account)}, and restart its pods`;
    if (association === undefined) return says(loses);
    return stays(association.fate)
      ? says(`pods of ${account} take their role by Pod Identity alone; before the apply: ${step}`)
      : hurts(
          `${loses} as long as their service account has the annotation of IRSA; write via: both first, then ${step}`,
        );
  });
}

/** What becomes of a Pod Identity association. */
export const podIdentity: Reviewer = (reviewed) => {
  const { fate, before, after } = reviewed.change;
  if (goesWithCluster(reviewed)) return [];
  if (fate === "made") return [says(`pods of ${podsOf(after)} get a role`)];
  const pods = podsOf(before);
  if (fate === "replaced")
    return [hurts(`pods of ${pods} that start while their association is made again have no role`)];
  if (fate === "destroyed") return [goes(pods, reviewed)];
  const [old, now] = [text(before.role_arn), text(after.role_arn)];
  return fate === "changed" && old !== now ? [says(`pods of ${pods} get the role ${now} instead of ${old}`)] : [];
};

/** Pods whose association goes go on with a token, if the role takes it. */
function goes(pods: string, { change, all }: Reviewed): Said {
  // the trust has ended too, and lets no token in
  if (change.expired) return says(`pods of ${pods} lose their role${byItsEnd(change)}`);
  const role = all.find(
    ({ type, fate, after }) => type === "aws_iam_role" && !ends(fate) && serviceAccountsOf(after).includes(pods),
  );
  if (role === undefined) return says(`pods of ${pods} lose their role`);
  const step = `${annotate(pods, text(change.before.role_arn))}, and restart its pods`;
  return serviceAccountsOf(role.before).includes(pods)
    ? says(`pods of ${pods} take their role by IRSA alone; before the apply: ${step}`)
    : hurts(
        `pods of ${pods} lose their role until their service account has the annotation of IRSA; write via: both first, then ${step}`,
      );
}

/** What becomes of IAM's OIDC provider of the cluster. */
export const oidcProvider: Reviewer = ({ change: { fate, before } }) =>
  ends(fate)
    ? [
        hurts(
          `the OIDC provider of ${text(before.url)} is destroyed: every role that trusts it, of others too, serves no pod`,
        ),
      ]
    : [];

/** What becomes of the queue that tells Karpenter of interruptions. */
export const queue: Reviewer = (reviewed) => {
  const { fate, before, after } = reviewed.change;
  const gone = `the queue ${text(before.name)} of ${whose(reviewed)} is destroyed`;
  if (fate === "destroyed") return [says(`${gone}: Karpenter hears of no interruption`)];
  if (fate !== "replaced") return [];
  return [
    says(
      `${gone}, and ${text(after.name)} made: Karpenter hears of no interruption until settings.interruptionQueue names it`,
    ),
  ];
};

/** What becomes of an external identity provider. */
export const identityProvider: Reviewer = (reviewed) => {
  const { fate } = reviewed.change;
  if (goesWithCluster(reviewed)) return [];
  if (fate === "replaced")
    return [hurts(`users of ${whose(reviewed)} cannot log in while it is made again, which takes minutes`)];
  return fate === "destroyed" ? [says(`users of ${whose(reviewed)} cannot log in any more`)] : [];
};

import { POD_IDENTITY_SERVICE } from "../aws/workloads/trust";
import { accountsOf } from "./clusters";
import { deny, HAS_POD_TAGS } from "./statements";
import type { GuardStatement, NamedPlan } from "./types";

/**
 * Returns the statement of the resource control policy of some plans. Only Pod Identity begins a session with its tags. A
 * session that has them already passes them on unchanged, since they are transitive, and so chains of roles keep working.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining
 */
export const rcpStatements = (plans: readonly NamedPlan[]): GuardStatement[] =>
  deny(
    "NoForgedPodSessions",
    ["sts:TagSession"],
    accountsOf(plans).map(({ account, partition }) => `arn:${partition}:iam::${account}:role/*`),
    {
      ...HAS_POD_TAGS,
      StringNotEquals: { "aws:PrincipalServiceName": POD_IDENTITY_SERVICE },
      Null: { "aws:PrincipalTag/eks-cluster-arn": "true" },
    },
  ).map(({ Sid, Effect, ...statement }) => ({ Sid, Effect, Principal: "*", ...statement }));

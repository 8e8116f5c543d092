import { accessPolicyName, CLUSTER_ADMIN } from "../../aws/eks/access-policies";
import type { ClusterAnswers, FoundEntry } from "../../live/answers";
import { doubtOf, unreadArns, unreadEntry, unreadPolicies } from "./rows";
import { type Step, UNREAD } from "./step";

/** Nothing tells who made the cluster. Somebody must be left who can repair it. */
export function administrator(answers: ClusterAnswers, entriesTaken: boolean | undefined): Step {
  const what = "an administrator has an entry";
  if (entriesTaken === false)
    return { what, is: "wait", notes: ["for 2, which makes that of the cluster's creator"], commands: [] };
  const { entries } = answers;
  if (entries === undefined) return { what, is: "ask", notes: [UNREAD], commands: [] };
  const admins = entries.filter(isAdministrator);
  const live = admins.filter((entry) => doubtOf(entry, answers) === undefined);
  const notes = live.map(({ principalArn }) => `${principalArn}, ${CLUSTER_ADMIN}: keep it until 7`);
  if (live.length > 0) return { what, is: "yes", notes, commands: [] };
  const open = perhapsAdministrators(entries, answers);
  if (open.length > 0) return { what, is: "ask", notes: open, commands: [] };
  const none = `no entry that lets somebody in has ${CLUSTER_ADMIN}: after 7 nobody could repair the cluster from inside`;
  return { what, is: "NO", notes: [none], commands: [] };
}

const isAdministrator = ({ policies = [] }: FoundEntry): boolean =>
  policies.some(
    ({ policyArn, namespaces }) =>
      namespaces === undefined && accessPolicyName(policyArn, policyArn.split(":")[1] ?? "") === CLUSTER_ADMIN,
  );

/** Says of which entries AWS did not tell whether they let an administrator in. */
function perhapsAdministrators(entries: readonly FoundEntry[], answers: ClusterAnswers): string[] {
  const ofRead = entries.flatMap((entry) => {
    const doubt = doubtOf(entry, answers);
    if (doubt?.is === "NO" || (entry.policies !== undefined && !isAdministrator(entry))) return [];
    const text = doubt?.text ?? unreadPolicies(entry, answers);
    return [`the entry of ${entry.principalArn} ${text}`];
  });
  return [...ofRead, ...unreadArns(entries, answers).map((arn) => unreadEntry(arn, answers))];
}

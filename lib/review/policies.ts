import { nameOfArn } from "../aws/arn";
import { CLUSTER_KINDS } from "../aws/eks/cluster-kinds";
import { CNI, NODE_KINDS } from "../aws/nodes/node-kinds";
import { ends, hurts, type Reviewed, type Reviewer, type Said, says, sectionOf, text, whose } from "./finding";

/** Policies without which nodes or a cluster do not work. */
const NEEDED: ReadonlySet<string> = new Set([
  ...Object.values(NODE_KINDS).flatMap(({ ec2, policies, inline = {} }) => [
    // other kinds have the policy of Systems Manager, which some EC2 nodes have besides
    ...(ec2 ? policies : []),
    ...Object.keys(inline),
  ]),
  ...Object.values(CLUSTER_KINDS).flatMap(({ policies }) => policies),
  CNI.ipv4,
  CNI.name,
]);

/** Who has a role, by the section of its item. */
const HOLDERS: Readonly<Record<string, string>> = {
  nodeClasses: "nodes of",
  nodeRoles: "nodes of",
  clusterRole: "the cluster with",
  workloads: "pods of",
};

/** What becomes of a managed policy that a role has. */
export const attachment: Reviewer = (reviewed) => {
  const { before, after, fate } = reviewed.change;
  const policy = nameOfArn(text(before.policy_arn));
  return loses(reviewed, policy, fate === "replaced" && before.policy_arn !== after.policy_arn);
};

/** What becomes of a policy of a role's own. */
export const inlinePolicy: Reviewer = (reviewed) => loses(reviewed, text(reviewed.change.before.name), false);

function loses(reviewed: Reviewed, policy: string, exchanged: boolean): readonly Said[] {
  const { change, all } = reviewed;
  const goes = change.fate === "destroyed" || exchanged;
  const withRole = all.some(
    ({ type, fate, before }) => type === "aws_iam_role" && ends(fate) && before.name === change.before.role,
  );
  if (!goes || withRole) return [];
  const section = sectionOf(reviewed);
  const message = `${HOLDERS[section] ?? "who has the role of"} ${whose(reviewed)} lose ${policy}`;
  return [section !== "workloads" && NEEDED.has(policy) ? hurts(`${message}, which they need`) : says(message)];
}

/** What becomes of a managed policy that is made here. */
export const managedPolicy: Reviewer = (reviewed) => {
  const { fate, before, because } = reviewed.change;
  const name = text(before.name);
  const refusal = "IAM answers DeleteConflict as long as a user, group or role has it";
  if (fate === "destroyed") return [says(`the policy ${name} is destroyed; ${refusal}`)];
  return fate === "replaced"
    ? [
        hurts(
          `the policy ${name} is destroyed and made again, because of ${because.join(" and ")}: ${refusal}; detach it first`,
        ),
      ]
    : [];
};

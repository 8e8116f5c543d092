import { nameOfArn } from "../aws/arn";
import { CLUSTER_KINDS } from "../aws/eks/cluster-kinds";
import { CNI, NODE_KINDS } from "../aws/nodes/node-kinds";
import { at, ends, hurts, type Reviewed, type Reviewer, type Said, says, sectionOf, text, whose } from "./finding";
import type { Values } from "./plan-json";

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

const WITHOUT_AUTO_MODE: ReadonlySet<string> = new Set(CLUSTER_KINDS.standard.policies);

/** Says that a policy is needed, and for how long; undefined if it is not. */
function needOf(reviewed: Reviewed, policy: string): string | undefined {
  if (sectionOf(reviewed) === "workloads" || !NEEDED.has(policy)) return undefined;
  const cluster = reviewed.all.find(({ type }) => type === "aws_eks_cluster");
  const isOff = (values: Values = {}) => at(values, "compute_config", "enabled") === false;
  if (sectionOf(reviewed) === "clusterRole" && !WITHOUT_AUTO_MODE.has(policy)) {
    if (isOff(cluster?.before)) return undefined;
    if (isOff(cluster?.after)) return " until Auto Mode is off; change clusterRole in the next apply";
  }
  return "";
}

/** Who has a role, by the section of its item. */
const HOLDERS: Readonly<Record<string, string>> = {
  nodeClasses: "nodes of",
  nodeRoles: "nodes of",
  clusterRole: "clusters with",
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
  const message = `${HOLDERS[sectionOf(reviewed)] ?? "who has the role of"} ${whose(reviewed)} lose ${policy}`;
  const need = needOf(reviewed, policy);
  return [need === undefined ? says(message) : hurts(`${message}, which they need${need}`)];
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

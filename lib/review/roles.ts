import { nameOfArn } from "../aws/arn";
import { list, shellWord } from "../aws/text";
import { type Path, showPath } from "../plan/diagnostics";
import {
  arnOfRole,
  because,
  drain,
  ends,
  hurts,
  type Reviewed,
  type Reviewer,
  renameAdvice,
  type Said,
  says,
  sectionOf,
  stays,
  text,
  whose,
} from "./finding";
import { nameOf } from "./identities";
import { lostPrincipals } from "./trust";
import { tokens } from "./workloads";

const OF_NODES = ["nodeClasses", "nodeRoles"];

/** What becomes of an IAM role. */
export const role: Reviewer = (reviewed) => {
  const { change } = reviewed;
  if (ends(change.fate)) return goes(reviewed);
  if (change.fate === "made" && !change.imported) return exists(reviewed);
  return [
    ...deadEntry(reviewed),
    ...(change.fate === "changed" ? [...trust(reviewed), ...tokens(reviewed), ...boundary(reviewed)] : []),
  ];
};

/**
 * The entry of a role that was made again past Terraform. No change of the entry is planned.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
function deadEntry(reviewed: Reviewed): readonly Said[] {
  const { change, all } = reviewed;
  const { arn, name } = change.before;
  const dead = all.find(
    ({ type, fate, before }) => type === "aws_eks_access_entry" && stays(fate) && before.principal_arn === arn,
  );
  if (!change.remade || dead === undefined) return [];
  return [
    hurts(
      `somebody deleted the role ${text(name)} of ${whose(reviewed)} and made it again: EKS goes by the id of the old one, so its entry lets nobody in; make the entry again: terraform apply -replace=${shellWord(dead.address)}`,
    ),
  ];
}

function goes(reviewed: Reviewed): readonly Said[] {
  const { change, item, config } = reviewed;
  const { fate, before } = change;
  const again = fate === "replaced" ? ` and made again${because(change)}` : "";
  const gone = `the role ${text(before.name)} of ${whose(reviewed)} is destroyed${again}`;
  const named = fate === "destroyed" ? pathsOf(arnOfRole(before, config), config) : [];
  if (named.length > 0) {
    return [
      hurts(
        `${gone}, and ${list(named.map(showPath), "and")} names it by its ARN; write release: true in ${whose(reviewed)} and apply first`,
      ),
    ];
  }
  const section = sectionOf(reviewed);
  if (OF_NODES.includes(section)) {
    return [
      hurts(`${gone}: its nodes lose access, and so do the pods on them; ${drain(reviewed)}${renameAdvice(reviewed)}`),
    ];
  }
  if (section === "clusterRole") return [hurts(`${gone}: EKS cannot work for the cluster without it`)];
  if (section === "workloads" && (item?.exists || fate === "replaced")) {
    return [hurts(`${gone}: its pods have no permissions until they start again`)];
  }
  if (section === "otherRoles" && fate === "replaced") {
    return [hurts(`${gone}: the capability or connector that has it may do nothing until it has the new one`)];
  }
  return [says(`${gone}${renameAdvice(reviewed)}`)];
}

/** Returns the paths at which a configuration has a text. */
function pathsOf(wanted: string | undefined, value: unknown, path: Path = []): readonly Path[] {
  if (wanted === undefined) return [];
  if (value === wanted) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Array.isArray(value)
    ? value.flatMap((one, index) => pathsOf(wanted, one, [...path, index]))
    : Object.entries(value).flatMap(([key, one]) => pathsOf(wanted, one, [...path, key]));
}

/** The arguments of other resources that name a role by its ARN. */
const NAMES_ROLE: Readonly<Record<string, string>> = {
  aws_eks_access_entry: "principal_arn",
  aws_eks_access_policy_association: "principal_arn",
  aws_eks_pod_identity_association: "role_arn",
  aws_eks_cluster: "role_arn",
};

/** A role that is made under the ARN that something names already. */
function exists(reviewed: Reviewed): readonly Said[] {
  const { change, all, config } = reviewed;
  const arn = arnOfRole(change.after, config);
  if (arn === undefined || roleGoes(reviewed, arn)) return [];
  const user = all.find(({ type, before }) => before[NAMES_ROLE[type] ?? ""] === arn);
  if (user === undefined) return [];
  const place = ["nodeClasses", "workloads"].includes(sectionOf(reviewed))
    ? `${whose(reviewed)}.role`
    : whose(reviewed);
  const first = ends(user.fate) ? " when that is gone" : "";
  return [
    hurts(
      `the role ${nameOfArn(arn)} exists, unless it was deleted, since ${nameOf(user) ?? user.address} names it: IAM answers EntityAlreadyExists${first}; write adopt: true in ${place}`,
    ),
  ];
}

const roleGoes = ({ all, config }: Reviewed, arn: string): boolean =>
  all.some(({ type, fate, before }) => type === "aws_iam_role" && ends(fate) && arnOfRole(before, config) === arn);

/** The service of Pod Identity: which pods it speaks for, associations say. */
const PODS = "pods.eks.amazonaws.com";

function trust(reviewed: Reviewed): readonly Said[] {
  const { before, after, imported } = reviewed.change;
  const section = sectionOf(reviewed);
  const lost = lostPrincipals(before, after).filter((one) => one !== PODS || section !== "workloads");
  if (lost.length === 0) return [];
  const message = `the role ${text(before.name)} of ${whose(reviewed)} trusts ${list(lost, "and")} no more`;
  const needed = OF_NODES.includes(section) || section === "clusterRole";
  return [needed || imported ? hurts(`${message}: who has it so loses it`) : says(message)];
}

function boundary(reviewed: Reviewed): readonly Said[] {
  const { before, after } = reviewed.change;
  const [old, now] = [before.permissions_boundary || undefined, after.permissions_boundary || undefined];
  if (old === now || typeof now !== "string") return [];
  return [says(`the role ${text(before.name)} of ${whose(reviewed)} may do no more than ${nameOfArn(now)} allows`)];
}

/** What becomes of an instance profile. */
export const profile: Reviewer = (reviewed) => {
  const { change, all, config } = reviewed;
  if (!ends(change.fate)) return [];
  const withRole = all.some(
    ({ type, fate, before }) => type === "aws_iam_role" && ends(fate) && before.name === change.before.role,
  );
  if (withRole) return [];
  const name = text(change.before.name);
  const named = Object.entries(config.nodeClasses ?? {}).flatMap(([key, { instanceProfile: given }]) =>
    typeof given === "object" && given.existing === name ? [`nodeClasses.${key}.instanceProfile.existing`] : [],
  );
  const advice =
    named.length > 0
      ? `, and ${list(named, "and")} names it; write release: true in ${whose(reviewed)} and apply first`
      : "";
  return [hurts(`the instance profile ${name} of ${whose(reviewed)} is destroyed: no node starts with it${advice}`)];
};

import { nameOfArn } from "../aws/arn";
import { CLUSTER_ADMIN } from "../aws/eks/access-policies";
import { list, quote } from "../aws/text";
import {
  afterwards,
  at,
  byItsEnd,
  drain,
  ends,
  type Finding,
  goesWithCluster,
  hurts,
  type Reviewed,
  type Reviewer,
  renameAdvice,
  type Said,
  says,
  stays,
  text,
  texts,
  whose,
} from "./finding";
import { itemOf } from "./items";
import type { Change, Values } from "./plan-json";

const STANDARD = "STANDARD";

/** Names a principal, which Terraform does not know yet if the role is made by the apply. */
const principalOf = ({ principal_arn }: Values, reviewed: Reviewed): string =>
  typeof principal_arn === "string" ? principal_arn : `the role of ${whose(reviewed)}`;

/** What becomes of an access entry. */
export const entry: Reviewer = (reviewed) => {
  const { change } = reviewed;
  if (goesWithCluster(reviewed)) return [];
  if (change.fate === "made") return made(reviewed);
  if (change.fate === "changed") return [...groups(change), ...username(change)];
  if (!ends(change.fate)) return [];
  return [change.before.type === STANDARD ? ofPerson(reviewed) : ofNodes(reviewed)];
};

function made(reviewed: Reviewed): readonly Said[] {
  const { after, imported } = reviewed.change;
  if (imported) return [];
  const gets = says(`${principalOf(after, reviewed)} gets access`);
  const role = after.type === STANDARD ? undefined : roleOf(reviewed);
  if (role === undefined || !stays(role.fate) || role.imported) return [gets];
  return [
    hurts(
      `the entry of ${text(after.principal_arn)} is made for a role that was there before: if nodes or a built-in node pool have it, EKS has made the entry and answers 409; write adopt: true in ${whose(reviewed)}`,
    ),
  ];
}

/** Returns the role of an entry that the same file makes. */
const roleOf = ({ change, all }: Reviewed): Change | undefined =>
  all.find(({ type, before }) => type === "aws_iam_role" && before.arn === change.after.principal_arn);

function ofNodes(reviewed: Reviewed): Said {
  const { change, all, config } = reviewed;
  const { fate, before, after } = change;
  const principal = text(before.principal_arn);
  if (fate === "replaced") {
    const now = afterwards(change, "principal_arn", { all, config });
    if (now === before.principal_arn || now === undefined) {
      return hurts(
        `nodes with the role ${principal} lose access until their entry is made again${asType(before, after)}`,
      );
    }
    return hurts(`nodes with the role ${principal} lose access, and those with ${now} get it; ${drain(reviewed)}`);
  }
  const role = all.find(({ type, before: of }) => type === "aws_iam_role" && of.arn === principal);
  const advice =
    role && stays(role.fate)
      ? `; if they go on, write release: true in ${whose(reviewed)} and apply first`
      : `; ${drain(reviewed)}${renameAdvice(reviewed)}`;
  return hurts(`nodes with the role ${principal} lose access${advice}`);
}

/** `, as EC2`, if the type is another. */
const asType = (before: Values, after: Values): string =>
  before.type === after.type ? "" : `, as ${text(after.type)}`;

function ofPerson({ change, all, config }: Reviewed): Said {
  const { fate, before, after } = change;
  const principal = text(before.principal_arn);
  if (fate === "destroyed") return says(`${principal} loses access${byItsEnd(change)}`);
  const now = afterwards(change, "principal_arn", { all, config });
  if (now === undefined || now === before.principal_arn) {
    return hurts(`${principal} has no access while its entry is made again${asType(before, after)}`);
  }
  return hurts(
    `${principal} loses access, and ${now} gets it; if there is no such principal, the apply fails when ${principal} is out`,
  );
}

function groups({ before, after }: Change): readonly Said[] {
  const [old, now] = [texts(before.kubernetes_groups), texts(after.kubernetes_groups)];
  const lost = old.filter((group) => !now.includes(group));
  const won = now.filter((group) => !old.includes(group));
  const parts = [
    ...(lost.length > 0 ? [`leaves the groups ${list(lost, "and")}`] : []),
    ...(won.length > 0 ? [`joins the groups ${list(won, "and")}`] : []),
  ];
  return parts.length > 0 ? [says(`${text(before.principal_arn)} ${list(parts, "and")}`)] : [];
}

function username({ before, after }: Change): readonly Said[] {
  const [old, now] = [before.user_name, after.user_name];
  if (typeof old !== "string" || typeof now !== "string" || old === now) return [];
  return [says(`${text(before.principal_arn)} is ${now} in the cluster: bindings that name ${old} hold no more`)];
}

const scopeOf = (scope: unknown): string => {
  const values = { scope };
  const namespaces = texts(at(values, "scope", "namespaces"));
  return at(values, "scope", "type") === "namespace" ? `in ${list(namespaces, "and")}` : "in the whole cluster";
};

/** What becomes of an access policy of an entry. */
export const association: Reviewer = (reviewed) => {
  const { change, all } = reviewed;
  const { fate, before, after } = change;
  if (goesWithCluster(reviewed)) return [];
  if (fate === "made") {
    return [
      says(`${principalOf(after, reviewed)} gets ${nameOfArn(text(after.policy_arn))} ${scopeOf(after.access_scope)}`),
    ];
  }
  const withEntry = all.some(
    ({ type, fate: other, before: of }) =>
      type === "aws_eks_access_entry" && ends(other) && of.principal_arn === before.principal_arn,
  );
  if (!ends(fate) || withEntry) return [];
  const [policy, principal] = [nameOfArn(text(before.policy_arn)), text(before.principal_arn)];
  if (fate === "destroyed")
    return [says(`${principal} loses ${policy} ${scopeOf(before.access_scope)}${byItsEnd(change)}`)];
  const given =
    after.principal_arn === undefined || after.principal_arn === principal
      ? "given"
      : `given to ${text(after.principal_arn)}`;
  return [
    hurts(
      `${principal} does not have ${policy} while it is taken away ${scopeOf(before.access_scope)} and ${given} ${scopeOf(after.access_scope)}`,
    ),
  ];
};

/** Says that nobody is cluster admin any more. */
export function lastAdmin({ all, config }: Pick<Reviewed, "all" | "config">): readonly Finding[] {
  if (all.some(({ type, fate }) => type === "aws_eks_cluster" && ends(fate))) return [];
  const isAdmin = ({ policy_arn, access_scope }: Values): boolean =>
    nameOfArn(text(policy_arn)) === CLUSTER_ADMIN && scopeOf(access_scope) === "in the whole cluster";
  const grants = all.filter(({ type }) => type === "aws_eks_access_policy_association");
  const before = grants.filter((change) => isAdmin(change.before));
  const after = grants.filter(({ fate, after }) => fate !== "destroyed" && isAdmin(after));
  const [first] = before;
  if (first === undefined || after.length > 0 || before.every(({ fate }) => fate === "forgotten")) return [];
  const message = `nobody is cluster admin any more: ${list(
    before.map((change) => quote(change.before.principal_arn)),
    "and",
  )} lose it; only who has other rights in the cluster can repair that`;
  return [{ ...hurts(message), address: first.address, path: itemOf(first.name, config)?.path.slice(0, 1) ?? [] }];
}

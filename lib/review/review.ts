import { nameOfArn } from "../aws/arn";
import { CLUSTER_ADMIN } from "../aws/eks/access-policies";
import { list, quote } from "../aws/text";
import { type Path, showPath } from "../plan/diagnostics";
import type { ClusterConfig } from "../schema/types";
import { type Item, itemOf } from "./items";
import type { Change, Fate } from "./plan-json";

/** What an apply does to people, nodes or pods. */
export interface Finding {
  /** Whether somebody who has access or a role loses it, and did not have to. */
  readonly hurts: boolean;
  readonly address: string;
  /** The item of the configuration behind it, or what was one. */
  readonly path?: Path;
  readonly message: string;
}

/** A change with the item that it belongs to, and all changes of the plan. */
interface Reviewed {
  readonly change: Change;
  readonly item: Item | undefined;
  readonly all: readonly Change[];
}

type Said = { readonly hurts: boolean; readonly message: string } | undefined;

const hurts = (message: string): Said => ({ hurts: true, message });
const says = (message: string): Said => ({ hurts: false, message });

const text = (value: unknown): string => (typeof value === "string" ? value : "what is known after the apply");
const ends = (fate: Fate): boolean => fate === "destroyed" || fate === "replaced";
const isOfNodes = (item: Item | undefined): boolean => ["nodeClasses", "nodeRoles"].includes(String(item?.path[0]));

/** `nodeClasses.gpu`, or the address if no item is known. */
const whose = ({ item, change }: Reviewed): string => (item ? showPath(item.path) : change.address);

/** Names a principal, which Terraform does not know yet if the role is made by the apply. */
const principalOf = ({ principal_arn }: Change["after"], reviewed: Reviewed): string =>
  typeof principal_arn === "string" ? principal_arn : `the role of ${whose(reviewed)}`;

/** Returns `; write was: a in b` if an item that is new here can be the one that goes, under another key. */
function renameAdvice({ change, item, all }: Reviewed, config: ClusterConfig): string {
  if (item === undefined || item.exists) return "";
  const [section, key] = item.path;
  const made = all.find(({ type, name, fate }) => {
    const other = type === change.type && fate === "made" ? itemOf(name, config) : undefined;
    return other?.path[0] === section && other?.exists;
  });
  const now = made && itemOf(made.name, config);
  return now ? `; if ${showPath(now.path)} is the same item, write was: ${key} there` : "";
}

type Reviewer = (reviewed: Reviewed, config: ClusterConfig) => Said;

function cluster({ change: { fate, before, because } }: Reviewed): Said {
  if (fate === "destroyed") {
    return hurts(
      `the cluster ${text(before.name)} is destroyed, with everything in it; where it is to stay and nothing more, forget it: terraform state rm`,
    );
  }
  const why = because.length > 0 ? `, because of ${list(because, "and")}` : "";
  return fate === "replaced"
    ? hurts(`the cluster ${text(before.name)} is destroyed and made again, empty${why}`)
    : undefined;
}

function role(reviewed: Reviewed, config: ClusterConfig): Said {
  const { change, item } = reviewed;
  const { fate, before, because } = change;
  if (!ends(fate)) return undefined;
  const again =
    fate === "replaced" ? ` and made again${because.length > 0 ? `, because of ${list(because, "and")}` : ""}` : "";
  const gone = `the role ${text(before.name)} of ${whose(reviewed)} is destroyed${again}`;
  if (isOfNodes(item)) {
    return hurts(
      `${gone}: its nodes lose access, and so do the pods on them; drain them first${renameAdvice(reviewed, config)}`,
    );
  }
  if (item?.path[0] === "clusterRole") return hurts(`${gone}: EKS cannot work for the cluster without it`);
  if (item?.path[0] === "workloads" && (item.exists || fate === "replaced")) {
    return hurts(`${gone}: its pods have no permissions until they start again`);
  }
  return says(`${gone}${renameAdvice(reviewed, config)}`);
}

function entry(reviewed: Reviewed, config: ClusterConfig): Said {
  const { change, all } = reviewed;
  const { fate, before, after, type } = change;
  const principal = text(before.principal_arn);
  if (fate === "made") return says(`${principalOf(after, reviewed)} gets access`);
  if (fate === "changed") return groups(change);
  if (!ends(fate)) return undefined;
  if (before.type !== "STANDARD") {
    return hurts(
      `nodes with the role ${principal} lose access${fate === "replaced" ? " until their entry is made again" : ""}${renameAdvice(reviewed, config)}`,
    );
  }
  if (fate === "replaced" && after.principal_arn !== before.principal_arn) {
    return hurts(
      `${principal} loses access, and ${text(after.principal_arn)} gets it; if there is no such principal, the apply fails when ${principal} is out`,
    );
  }
  if (fate === "replaced") return hurts(`${principal} has no access while its entry is made again`);
  const made = all.find((one) => one.type === type && one.fate === "made" && one.after.principal_arn === principal);
  const now = made && itemOf(made.name, config);
  if (now === undefined) return says(`${principal} loses access`);
  const key = String(reviewed.item?.path[1] ?? "");
  return hurts(
    `the entry of ${principal} is destroyed and made again for ${showPath(now.path)}: EKS may answer 409, and ${principal} is out until the next apply; write was: ${key} in ${showPath(now.path)}`,
  );
}

function groups({ before, after }: Change): Said {
  const of = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  const [old, now] = [of(before.kubernetes_groups), of(after.kubernetes_groups)];
  const lost = old.filter((group) => !now.includes(group));
  const won = now.filter((group) => !old.includes(group));
  const parts = [
    ...(lost.length > 0 ? [`leaves the groups ${list(lost, "and")}`] : []),
    ...(won.length > 0 ? [`joins the groups ${list(won, "and")}`] : []),
  ];
  return parts.length > 0 ? says(`${text(before.principal_arn)} ${list(parts, "and")}`) : undefined;
}

const scopeOf = (value: unknown): string => {
  const [scope] = [value].flat();
  const { type, namespaces }: { type?: unknown; namespaces?: unknown } =
    typeof scope === "object" && scope ? scope : {};
  return type === "namespace" && Array.isArray(namespaces)
    ? `in ${list(namespaces.map(String), "and")}`
    : "in the whole cluster";
};

function association(reviewed: Reviewed): Said {
  const { fate, before, after } = reviewed.change;
  const { all } = reviewed;
  const of = ({ policy_arn, principal_arn }: Change["before"]) =>
    [nameOfArn(text(policy_arn)), text(principal_arn)] as const;
  const [policy, principal] = of(before);
  if (fate === "made") {
    const [given] = of(after);
    return says(`${principalOf(after, reviewed)} gets ${given} ${scopeOf(after.access_scope)}`);
  }
  const entryEnds = all.some(
    ({ type, fate: other, before: of }) =>
      type === "aws_eks_access_entry" && ends(other) && of.principal_arn === before.principal_arn,
  );
  if (entryEnds) return undefined;
  if (fate === "destroyed") return says(`${principal} loses ${policy} ${scopeOf(before.access_scope)}`);
  if (fate !== "replaced") return undefined;
  return hurts(
    `${principal} does not have ${policy} while it is taken away ${scopeOf(before.access_scope)} and given ${scopeOf(after.access_scope)}`,
  );
}

function profile(reviewed: Reviewed): Said {
  const { change, all } = reviewed;
  if (!ends(change.fate)) return undefined;
  const withRole = all.some(
    ({ type, fate, before }) => type === "aws_iam_role" && ends(fate) && before.name === change.before.role,
  );
  if (withRole) return undefined;
  return hurts(
    `the instance profile ${text(change.before.name)} of ${whose(reviewed)} is destroyed: no node starts with it`,
  );
}

function oidcProvider({ change: { fate, before } }: Reviewed): Said {
  return ends(fate)
    ? hurts(
        `the OIDC provider of ${text(before.url)} is destroyed: every role that trusts it, of others too, serves no pod`,
      )
    : undefined;
}

function podIdentity({ change: { fate, before, after } }: Reviewed): Said {
  const pods = ({ namespace, service_account }: Change["before"]) => `${text(namespace)}/${text(service_account)}`;
  if (fate === "made") return says(`pods of ${pods(after)} get a role`);
  if (fate === "replaced")
    return hurts(`pods of ${pods(before)} that start while their association is made again have no role`);
  return fate === "destroyed" ? says(`pods of ${pods(before)} lose their role`) : undefined;
}

function identityProvider(reviewed: Reviewed): Said {
  const { fate } = reviewed.change;
  if (fate === "replaced")
    return hurts(`users of ${whose(reviewed)} cannot log in while it is made again, which takes minutes`);
  return fate === "destroyed" ? says(`users of ${whose(reviewed)} cannot log in any more`) : undefined;
}

const REVIEWERS: Readonly<Record<string, Reviewer>> = {
  aws_eks_cluster: cluster,
  aws_iam_role: role,
  aws_eks_access_entry: entry,
  aws_eks_access_policy_association: association,
  aws_iam_instance_profile: profile,
  aws_iam_openid_connect_provider: oidcProvider,
  aws_eks_pod_identity_association: podIdentity,
  aws_eks_identity_provider_config: identityProvider,
};

/** Returns what an apply does to people, nodes and pods, what hurts first. */
export function review(changes: readonly Change[], config: ClusterConfig): Finding[] {
  const findings = changes.flatMap((change): Finding[] => {
    const item = itemOf(change.name, config);
    const reviewer = Object.hasOwn(REVIEWERS, change.type) ? REVIEWERS[change.type] : undefined;
    const said = reviewer?.({ change, item, all: changes }, config);
    return said ? [{ ...said, address: change.address, ...(item && { path: item.path }) }] : [];
  });
  const all = [...lastAdmin(changes), ...findings];
  return [...all.filter((finding) => finding.hurts), ...all.filter((finding) => !finding.hurts)];
}

/** Reports that nobody is cluster admin any more. */
function lastAdmin(changes: readonly Change[]): Finding[] {
  const isAdmin = ({ policy_arn, access_scope }: Change["before"]): boolean =>
    nameOfArn(String(policy_arn ?? "")) === CLUSTER_ADMIN && scopeOf(access_scope) === "in the whole cluster";
  const grants = changes.filter(({ type }) => type === "aws_eks_access_policy_association");
  const before = grants.filter((change) => isAdmin(change.before));
  const after = grants.filter(({ fate, after }) => fate !== "destroyed" && fate !== "forgotten" && isAdmin(after));
  const [first] = before;
  if (first === undefined || after.length > 0) return [];
  const message = `nobody is cluster admin any more: ${list(
    before.map((change) => quote(change.before.principal_arn)),
    "and",
  )} lose it; only who has other rights in the cluster can repair that`;
  return [{ hurts: true, address: first.address, path: ["access"], message }];
}

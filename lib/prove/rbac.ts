import { BOUND_TO_ALL, BUILT_IN_CLUSTER_ROLES } from "../aws/kubernetes/cluster-roles";
import type { PolicyRule } from "../aws/kubernetes/policy-rule";
import type { RbacManifest } from "../load/rbac";
import type { Scope } from "../power/power";
import { type Holding, whereOf } from "./holdings";
import { hasLabels } from "./labels";

type ObjectOf<Kind> = Extract<RbacManifest["object"], { kind: Kind }>;
type Binding = ObjectOf<"RoleBinding" | "ClusterRoleBinding">;

const isBinding = (object: RbacManifest["object"]): object is Binding => object.kind.endsWith("Binding");

/** A rule, and where it stands if that is in a manifest. */
export interface PlacedRule {
  readonly rule: PolicyRule;
  readonly location?: string;
}

/** Who somebody is in Kubernetes. */
export interface Identity {
  /** In which `{{SessionName}}` stands for any session. */
  readonly usernames: readonly string[];
  readonly groups: readonly string[];
  /** Any group that begins so counts too. */
  readonly groupsPrefix?: string;
}

/** What Roles and bindings give. */
export class Rbac {
  private readonly roles = new Map<string, RbacManifest>();

  constructor(private readonly manifests: readonly RbacManifest[]) {
    for (const manifest of manifests) {
      const { object } = manifest;
      const { name, namespace } = object.metadata;
      if (!isBinding(object)) this.roles.set(keyOf(object.kind, name, namespace), manifest);
    }
  }

  /** Returns what bindings give to somebody. */
  holdingsOf(identity: Identity): Holding[] {
    return this.manifests.flatMap(({ object, locationOf }) => {
      if (!isBinding(object)) return [];
      const scope = scopeOf(object);
      const bound = (object.subjects ?? []).find((subject) => isBound(subject, object, identity));
      if (bound === undefined) return [];
      const { kind, name } = object.roleRef;
      const rules = this.rulesOf(object);
      const whom =
        bound.kind === "Group"
          ? `the group ${bound.name}`
          : bound.kind === "User"
            ? `the user ${bound.name}`
            : `the service account ${bound.name}`;
      return [
        {
          ...powerOf(rules ?? [], scope),
          by: `${object.kind} ${object.metadata.name} with ${kind} ${name} for ${whom}`,
          whom,
          where: whereOf(scope),
          location: locationOf([]),
          rbac: true,
          ...(rules === undefined && { unknown: `${kind} ${name} is not among the manifests` }),
        },
      ];
    });
  }

  /** Returns the service accounts that bindings name, as namespace/name. */
  get serviceAccounts(): string[] {
    return this.manifests.flatMap(({ object }) =>
      isBinding(object)
        ? (object.subjects ?? []).flatMap((subject) =>
            subject.kind === "ServiceAccount" ? [`${namespaceOf(subject, object)}/${subject.name}`] : [],
          )
        : [],
    );
  }

  private rulesOf({ roleRef: { kind, name }, metadata }: Binding): PlacedRule[] | undefined {
    return kind === "Role" ? this.ownRules(keyOf("Role", name, metadata.namespace)) : this.clusterRole(name, new Set());
  }

  private ownRules(key: string): PlacedRule[] | undefined {
    const manifest = this.roles.get(key);
    if (manifest === undefined || isBinding(manifest.object)) return undefined;
    return (manifest.object.rules ?? []).map((rule, index) => ({
      rule: {
        verbs: rule.verbs,
        apiGroups: rule.apiGroups ?? [],
        resources: rule.resources ?? [],
        ...(rule.resourceNames && { resourceNames: rule.resourceNames }),
        ...(rule.nonResourceURLs && { nonResourceURLs: rule.nonResourceURLs }),
      },
      location: manifest.locationOf(["rules", index]),
    }));
  }

  /** Kubernetes writes the rules of others into a ClusterRole with an aggregationRule, in place of its own. */
  private clusterRole(name: string, seen: Set<string>): PlacedRule[] | undefined {
    if (seen.has(name)) return [];
    seen.add(name);
    const object = this.roles.get(keyOf("ClusterRole", name))?.object;
    const builtIn = Object.hasOwn(BUILT_IN_CLUSTER_ROLES, name) ? BUILT_IN_CLUSTER_ROLES[name] : undefined;
    if (object?.kind === "ClusterRole") {
      const selectors = object.aggregationRule?.clusterRoleSelectors ?? [];
      if (selectors.length === 0) return this.ownRules(keyOf("ClusterRole", name));
      return this.aggregated((labels) => selectors.some((selector) => hasLabels(selector, labels)), seen);
    }
    if (builtIn === undefined) return undefined;
    const { aggregates, rules } = builtIn;
    if (aggregates !== undefined) return this.aggregated((labels) => labels[aggregates] === "true", seen);
    return rules.map((rule) => ({ rule }));
  }

  private aggregated(isMeant: (labels: Readonly<Record<string, string>>) => boolean, seen: Set<string>): PlacedRule[] {
    const names = [
      ...Object.entries(BUILT_IN_CLUSTER_ROLES).flatMap(([name, { labels = {} }]) =>
        isMeant(labels) && !this.roles.has(keyOf("ClusterRole", name)) ? [name] : [],
      ),
      ...[...this.roles.values()].flatMap(({ object }) =>
        object.kind === "ClusterRole" && isMeant(object.metadata.labels ?? {}) ? [object.metadata.name] : [],
      ),
    ];
    return names.flatMap((name) => this.clusterRole(name, seen) ?? []);
  }
}

/** What every cluster gives to everybody who has a name. */
export const heldByAll: readonly Holding[] = BOUND_TO_ALL.map((name) => ({
  ...powerOf(
    (BUILT_IN_CLUSTER_ROLES[name]?.rules ?? []).map((rule) => ({ rule })),
    { type: "cluster" },
  ),
  by: `ClusterRoleBinding ${name}, which every cluster has`,
  where: "in the whole cluster",
  rbac: true,
}));

function powerOf(rules: readonly PlacedRule[], scope: Scope) {
  const places = new Map(rules.flatMap(({ rule, location }) => (location === undefined ? [] : [[rule, location]])));
  return { power: { rules: rules.map(({ rule }) => rule), scope }, places };
}

const keyOf = (kind: string, name: string, namespace: unknown = ""): string => JSON.stringify([kind, namespace, name]);

const scopeOf = ({ kind, metadata }: Binding): Scope =>
  kind === "ClusterRoleBinding" ? { type: "cluster" } : { type: "namespace", namespaces: [metadata.namespace] };

type BoundSubject = NonNullable<Binding["subjects"]>[number];

/** A service account without a namespace is one of the binding's. */
const namespaceOf = ({ namespace }: BoundSubject, { metadata }: Binding): string =>
  namespace ?? String(metadata.namespace ?? "");

function isBound(subject: BoundSubject, binding: Binding, { usernames, groups, groupsPrefix }: Identity): boolean {
  if (subject.kind === "Group") {
    return groups.includes(subject.name) || (groupsPrefix !== undefined && subject.name.startsWith(groupsPrefix));
  }
  const name =
    subject.kind === "User" ? subject.name : `system:serviceaccount:${namespaceOf(subject, binding)}:${subject.name}`;
  return usernames.some((username) => isOfSession(name, username));
}

/** Whether a user's name is this one, for some session. */
function isOfSession(name: string, username: string): boolean {
  const parts = username.split(/\{\{SessionName(?:Raw)?\}\}/);
  const [first = "", ...others] = parts;
  if (others.length === 0) return name === username;
  const last = others.at(-1) ?? "";
  return name.startsWith(first) && name.endsWith(last) && name.length > first.length + last.length;
}

import type { AccessRow } from "../../answers/access";
import { AUTO_NODE } from "../../aws/eks/access-policies";
import { publishedRules } from "../../aws/eks/access-policy-rules";
import { isNodeType } from "../../aws/eks/entry-types";
import { RBAC_GROUP } from "../../aws/kubernetes/rbac";
import { READ_VERBS } from "../../aws/kubernetes/resources";
import { type Deed, ruleAllows } from "../../power/match";
import { holdsIn, type Scope } from "../../power/power";

/** What a grant allows, in one word, the most first. */
export const LEVELS = {
  admin: { mark: "A", title: "cluster admin", about: "everything in the whole cluster" },
  "as admin": {
    mark: "A~",
    title: "as good as cluster admin",
    about: "may impersonate the service accounts of kube-system, or bind any role, and so do everything",
  },
  write: { mark: "W", title: "may write", about: "may create, change or delete something" },
  read: { mark: "R", title: "may read", about: "may get, list or watch, and change nothing" },
  node: {
    mark: "N",
    title: "joins as a node",
    about:
      "Kubernetes allows a node what concerns itself and the pods on it, their Secrets too; AmazonEKSAutoNodePolicy adds what AWS does not publish",
  },
  unknown: {
    mark: "?",
    title: "not known",
    about: "a group, which gets what its bindings in the cluster say, or a policy whose rules AWS does not publish",
  },
  none: { mark: "-", title: "nothing by itself", about: "an access entry without a policy or group" },
} as const;

export type LevelName = keyof typeof LEVELS;

/** What a grant allows. */
export interface Allowed {
  readonly level: LevelName;
  /** Whether it may read Secrets somewhere. Unknown counts as no. */
  readonly secrets: boolean;
}

const ALL: Deed = { verb: "*", group: "*", resource: "*" };
const IMPERSONATE: Deed = { verb: "impersonate", group: "", resource: "serviceaccounts" };
const BIND: readonly Deed[] = [
  { verb: "bind", group: RBAC_GROUP, resource: "clusterroles" },
  { verb: "create", group: RBAC_GROUP, resource: "clusterrolebindings" },
];
const SECRETS: readonly Deed[] = READ_VERBS.map((verb) => ({ verb, group: "", resource: "secrets" }));

const UNKNOWN: Allowed = { level: "unknown", secrets: false };

/** @see https://kubernetes.io/docs/reference/access-authn-authz/node/ */
const NODE: Allowed = { level: "node", secrets: true };

/** Says what a row of the access to a cluster allows there. */
export function allowedBy({ type, policy, scope, group }: AccessRow): Allowed {
  if (group !== undefined) return UNKNOWN;
  if (isNodeType(type) && (policy === undefined || policy === AUTO_NODE)) return NODE;
  return policy === undefined || scope === undefined
    ? { level: "none", secrets: false }
    : allowedByPolicy(policy, scope);
}

/** Says what an access policy allows in a scope, by the rules that AWS publishes. */
export function allowedByPolicy(policy: string, scope: Scope): Allowed {
  const published = publishedRules(policy);
  if (published === undefined) return UNKNOWN;
  const allows = (deed: Deed) => published.rules.some((rule) => ruleAllows(rule, deed));
  return {
    level: levelOf(
      allows,
      scope,
      published.rules.flatMap(({ verbs }) => verbs),
    ),
    secrets: SECRETS.some(allows),
  };
}

function levelOf(allows: (deed: Deed) => boolean, scope: Scope, verbs: readonly string[]): LevelName {
  if (scope.type === "cluster" && allows(ALL)) return "admin";
  if (scope.type === "cluster" && BIND.every(allows)) return "as admin";
  if (allows(IMPERSONATE) && holdsIn(scope, "kube-system")) return "as admin";
  return verbs.every((verb) => READ_VERBS.includes(verb)) ? "read" : "write";
}

import { ACCESS_POLICY_RULES } from "../eks/access-policy-rules";
import type { PolicyRule } from "./policy-rule";

/** A ClusterRole that every cluster has. */
interface BuiltInClusterRole {
  readonly rules: readonly PolicyRule[];
  readonly labels?: Readonly<Record<string, string>>;
  /** The label of the ClusterRoles whose rules it has. */
  readonly aggregates?: string;
}

const rulesOf = (policy: string): readonly PolicyRule[] => ACCESS_POLICY_RULES[policy]?.rules ?? [];
const rule = (verbs: string, group: string, resources: string): PolicyRule => ({
  verbs: verbs.split(" "),
  apiGroups: [group],
  resources: resources.split(" "),
});

// AWS has made its policies of these roles
const VIEW = rulesOf("AmazonEKSViewPolicy");
const EDIT = rulesOf("AmazonEKSEditPolicy");
const ADMIN = rulesOf("AmazonEKSAdminPolicy");

const AGGREGATE_TO = "rbac.authorization.k8s.io/aggregate-to-";
const to = (name: string) => ({ [`${AGGREGATE_TO}${name}`]: "true" });
const DISCOVERY = "/api /api/* /apis /apis/* /healthz /livez /openapi /openapi/* /readyz /version /version/".split(" ");

/**
 * ClusterRoles that people bind, and those that everybody has.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
 * @see https://github.com/kubernetes/kubernetes/blob/025f2834a128798cef30018a5e6a6ae82b5ad885/plugin/pkg/auth/authorizer/rbac/bootstrappolicy/testdata/cluster-roles.yaml
 */
export const BUILT_IN_CLUSTER_ROLES: Readonly<Record<string, BuiltInClusterRole>> = {
  "cluster-admin": { rules: rulesOf("AmazonEKSClusterAdminPolicy") },
  admin: { rules: [], aggregates: `${AGGREGATE_TO}admin` },
  edit: { rules: [], aggregates: `${AGGREGATE_TO}edit`, labels: to("admin") },
  view: { rules: [], aggregates: `${AGGREGATE_TO}view`, labels: to("edit") },
  "system:aggregate-to-admin": { rules: ADMIN.slice(EDIT.length), labels: to("admin") },
  "system:aggregate-to-edit": {
    rules: [
      ...EDIT.slice(VIEW.length),
      // newer than AWS's policy
      rule("create", "", "pods/eviction serviceaccounts/token"),
      rule("create delete deletecollection get list patch update watch", "coordination.k8s.io", "leases"),
    ],
    labels: to("edit"),
  },
  "system:aggregate-to-view": { rules: VIEW, labels: to("view") },
  "system:auth-delegator": {
    rules: [
      rule("create", "authentication.k8s.io", "tokenreviews"),
      rule("create", "authorization.k8s.io", "subjectaccessreviews"),
    ],
  },
  "system:basic-user": {
    rules: [
      rule("create", "authorization.k8s.io", "selfsubjectaccessreviews selfsubjectrulesreviews"),
      rule("create", "authentication.k8s.io", "selfsubjectreviews"),
    ],
  },
  "system:discovery": { rules: [{ verbs: ["get"], apiGroups: [], resources: [], nonResourceURLs: DISCOVERY }] },
};

/** ClusterRoles that every cluster binds to everybody who has a name. */
export const BOUND_TO_ALL: readonly string[] = ["system:basic-user", "system:discovery"];

/** The group of everybody who has a name. */
export const AUTHENTICATED = "system:authenticated";

import type { PolicyRule } from "../kubernetes/policy-rule";

/** A rule of an access policy. */
export interface AccessPolicyRule extends PolicyRule {
  /** Which objects it holds for, if these are some whose names AWS does not publish. */
  readonly only?: string;
}

/** What AWS publishes of an access policy. */
export interface PublishedRules {
  readonly rules: readonly AccessPolicyRule[];
  /** Subresources that its rules contain by AWS's page, and not by AWS's support. */
  readonly doubted?: readonly string[];
}

/** A list is words with spaces between; the core group is "core". */
type Row = readonly [verbs: string, groups: string, resources: string, only?: string];

const words = (text: string): string[] => text.split(" ");

const ruleOf = ([verbs, groups, resources, only]: Row): AccessPolicyRule => ({
  verbs: words(verbs),
  apiGroups: words(groups).map((group) => (group === "core" ? "" : group)),
  resources: words(resources),
  ...(only !== undefined && { only }),
});

const paths = (verbs: string, nonResourceURLs: string): AccessPolicyRule => ({
  verbs: words(verbs),
  apiGroups: [],
  resources: [],
  nonResourceURLs: words(nonResourceURLs),
});

const READ = "get list watch";
const WRITE = "create delete deletecollection patch update";
const LEASE = "create get list watch";
const OWN_LEASE = "delete update patch";

const VIEW: readonly Row[] = [
  [
    READ,
    "apps",
    "controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status",
  ],
  [READ, "autoscaling", "horizontalpodautoscalers horizontalpodautoscalers/status"],
  [READ, "batch", "cronjobs cronjobs/status jobs jobs/status"],
  [READ, "discovery.k8s.io", "endpointslices"],
  [
    READ,
    "extensions",
    "daemonsets daemonsets/status deployments deployments/scale deployments/status ingresses ingresses/status networkpolicies replicasets replicasets/scale replicasets/status replicationcontrollers/scale",
  ],
  [READ, "networking.k8s.io", "ingresses ingresses/status networkpolicies"],
  [READ, "policy", "poddisruptionbudgets poddisruptionbudgets/status"],
  [
    READ,
    "core",
    "configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status",
  ],
  [
    READ,
    "core",
    "bindings events limitranges namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas resourcequotas/status",
  ],
  [READ, "core", "namespaces"],
];

const EDIT: readonly Row[] = [
  ...VIEW,
  [
    WRITE,
    "apps",
    "daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale",
  ],
  [WRITE, "autoscaling", "horizontalpodautoscalers"],
  [WRITE, "batch", "cronjobs jobs"],
  [
    WRITE,
    "extensions",
    "daemonsets deployments deployments/rollback deployments/scale ingresses networkpolicies replicasets replicasets/scale replicationcontrollers/scale",
  ],
  [WRITE, "networking.k8s.io", "ingresses networkpolicies"],
  [WRITE, "policy", "poddisruptionbudgets"],
  [READ, "core", "pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy"],
  ["impersonate", "core", "serviceaccounts"],
  [WRITE, "core", "pods pods/attach pods/exec pods/portforward pods/proxy"],
  [
    WRITE,
    "core",
    "configmaps events persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services services/proxy",
  ],
];

const ADMIN: readonly Row[] = [
  ...EDIT,
  ["create", "authorization.k8s.io", "localsubjectaccessreviews"],
  ["create delete deletecollection get list patch update watch", "rbac.authorization.k8s.io", "rolebindings roles"],
];

const ARGO_CD =
  "applications applications/finalizers applications/status applicationsets applicationsets/finalizers applicationsets/status appprojects appprojects/finalizers appprojects/status";
const DEFINITIONS = "customresourcedefinitions";

const published = (...rows: readonly Row[]): PublishedRules => ({ rules: rows.map(ruleOf) });

export const RULES_SOURCE = "https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html";

/** When the rules were read from AWS's page. */
export const RULES_READ_ON = "2026-11-24";

/** The rules of access policies, by name, as {@link RULES_SOURCE} has them. Of policies that are not here, AWS publishes none. */
export const ACCESS_POLICY_RULES: Readonly<Record<string, PublishedRules>> = {
  AmazonEKSViewPolicy: published(...VIEW),
  AmazonEKSEditPolicy: published(...EDIT),
  AmazonEKSAdminPolicy: published(...ADMIN),
  AmazonEKSClusterAdminPolicy: { rules: [ruleOf(["*", "*", "*"]), paths("*", "*")] },
  AmazonEKSAdminViewPolicy: {
    rules: [ruleOf([READ, "*", "*"])],
    // https://github.com/awsdocs/amazon-eks-user-guide/pull/1116
    doubted: ["pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "nodes/proxy"],
  },
  AmazonEKSSecretReaderPolicy: published([READ, "core", "secrets"]),
  AmazonEKSSecretAdminPolicy: published(["*", "core", "secrets"]),
  AWSBackupFullAccessPolicyForBackup: published(["list get", "*", "*"]),
  AWSBackupFullAccessPolicyForRestore: published(
    ["list get create", "*", "*"],
    ["create update escalate bind", "rbac.authorization.k8s.io", "roles clusterroles"],
  ),
  AmazonEKSArgoCDClusterPolicy: {
    rules: [
      ...[
        ["create get update patch delete", "core", "namespaces"] as const,
        ["create", "apiextensions.k8s.io", DEFINITIONS] as const,
        ["get update patch delete", "apiextensions.k8s.io", DEFINITIONS, "Argo CD's definitions"] as const,
      ].map(ruleOf),
      paths("get", "/api /api/* /apis /apis/*"),
    ],
  },
  AmazonEKSArgoCDPolicy: published(
    ["*", "core", "secrets"],
    [READ, "core", "configmaps"],
    ["get list watch patch create", "core", "events"],
    ["*", "argoproj.io", ARGO_CD],
  ),
  AmazonEKSKROPolicy: published(
    ["*", "kro.run", "*"],
    ["*", "apiextensions.k8s.io", DEFINITIONS],
    [LEASE, "coordination.k8s.io", "leases"],
    [OWN_LEASE, "coordination.k8s.io", "leases", "kro's own lease"],
    ["create patch", "core", "events"],
  ),
  // the page lists the groups of the services one by one
  AmazonEKSACKPolicy: published(
    [READ, "core", "namespaces"],
    ["*", "services.k8s.aws *.services.k8s.aws", "*"],
    [LEASE, "coordination.k8s.io", "leases"],
    [OWN_LEASE, "coordination.k8s.io", "leases", "the leases of ACK controllers"],
    ["create patch", "core", "events"],
    ["*", "apiextensions.k8s.io", DEFINITIONS],
  ),
  AmazonEKSHybridPolicy: published(["list", "*", "nodes"]),
  AmazonEKSPodIdentityPolicy: published(["list", "core", "pods"]),
};

/** Returns what AWS publishes of a policy, or undefined if that is nothing. */
export const publishedRules = (name: string): PublishedRules | undefined =>
  Object.hasOwn(ACCESS_POLICY_RULES, name) ? ACCESS_POLICY_RULES[name] : undefined;

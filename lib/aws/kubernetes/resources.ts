import { RBAC_GROUP } from "./rbac";

/** A resource that every cluster has. */
export interface Resource {
  /** The core group is "". */
  readonly group: string;
  /** Plural, as RBAC names it. */
  readonly name: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  readonly subresources: readonly string[];
}

/** `deployments:deploy/scale,status` is a resource with its short name and its subresources. */
type Row = readonly [group: string, namespaced: string, clusterScoped?: string];

/**
 * The resources of Kubernetes 1.33, and words that RBAC takes for resources: whom to impersonate, and signers.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */
const ROWS: readonly Row[] = [
  [
    "",
    "bindings configmaps:cm endpoints:ep events:ev limitranges:limits persistentvolumeclaims:pvc/status pods:po/attach,binding,ephemeralcontainers,eviction,exec,log,portforward,proxy,resize,status podtemplates replicationcontrollers:rc/scale,status resourcequotas:quota/status secrets serviceaccounts:sa/token services:svc/proxy,status",
    "componentstatuses:cs namespaces:ns/finalize,status nodes:no/checkpoint,configz,healthz,log,metrics,pods,proxy,spec,stats,status persistentvolumes:pv/status users groups",
  ],
  [
    "admissionregistration.k8s.io",
    "",
    "mutatingwebhookconfigurations validatingadmissionpolicies/status validatingadmissionpolicybindings validatingwebhookconfigurations",
  ],
  ["apiextensions.k8s.io", "", "customresourcedefinitions:crd,crds/status"],
  ["apiregistration.k8s.io", "", "apiservices/status"],
  [
    "apps",
    "controllerrevisions daemonsets:ds/status deployments:deploy/scale,status replicasets:rs/scale,status statefulsets:sts/scale,status",
  ],
  ["authentication.k8s.io", "", "selfsubjectreviews tokenreviews uids userextras"],
  [
    "authorization.k8s.io",
    "localsubjectaccessreviews",
    "selfsubjectaccessreviews selfsubjectrulesreviews subjectaccessreviews",
  ],
  ["autoscaling", "horizontalpodautoscalers:hpa/status"],
  ["batch", "cronjobs:cj/status jobs/status"],
  ["certificates.k8s.io", "", "certificatesigningrequests:csr/approval,status signers"],
  ["coordination.k8s.io", "leases"],
  ["discovery.k8s.io", "endpointslices"],
  ["flowcontrol.apiserver.k8s.io", "", "flowschemas/status prioritylevelconfigurations/status"],
  [
    "networking.k8s.io",
    "ingresses:ing/status networkpolicies:netpol",
    "ingressclasses ipaddresses:ip servicecidrs/status",
  ],
  ["node.k8s.io", "", "runtimeclasses"],
  ["policy", "poddisruptionbudgets:pdb/status"],
  [RBAC_GROUP, "rolebindings roles", "clusterrolebindings clusterroles"],
  ["scheduling.k8s.io", "", "priorityclasses:pc"],
  ["storage.k8s.io", "csistoragecapacities", "csidrivers csinodes storageclasses:sc volumeattachments/status"],
];

const words = (text = ""): string[] => text.split(" ").filter(Boolean);

function resourceOf(text: string, group: string, namespaced: boolean): Resource {
  const [head = "", parts = ""] = text.split("/");
  const [name = "", short = ""] = head.split(":");
  const listOf = (list: string) => list.split(",").filter(Boolean);
  return { group, name, shortNames: listOf(short), namespaced, subresources: listOf(parts) };
}

export const RESOURCES: readonly Resource[] = ROWS.flatMap(([group, namespaced, clusterScoped]) => [
  ...words(namespaced).map((text) => resourceOf(text, group, true)),
  ...words(clusterScoped).map((text) => resourceOf(text, group, false)),
]);

/** The verbs of Kubernetes. */
export const VERBS: readonly string[] = [
  "approve",
  "attest",
  "bind",
  "create",
  "delete",
  "deletecollection",
  "escalate",
  "get",
  "impersonate",
  "list",
  "patch",
  "sign",
  "update",
  "use",
  "watch",
];

/** Verbs that change nothing. */
export const READ_VERBS: readonly string[] = ["get", "list", "watch"];

/** Verbs that create, change or delete objects. */
export const WRITE_VERBS: readonly string[] = ["create", "update", "patch", "delete", "deletecollection"];

/** What to ask in place of words of kubectl. */
export const INSTEAD_OF_VERB: Readonly<Record<string, string>> = {
  apply: "ask for patch, and for create",
  attach: "ask for create pods/attach",
  describe: "ask for get",
  edit: "ask for update, or for patch",
  exec: "ask for create pods/exec",
  logs: "ask for get pods/log",
  read: "ask for get, list or watch",
  scale: "ask for patch deployments/scale",
  write: "ask for create, update, patch or delete",
};

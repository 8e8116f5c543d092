/**
 * A rule of RBAC: verbs on resources, or on paths that are no resources. `*` stands for all, also before
 * a slash: then it is that part of every resource.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export interface PolicyRule {
  readonly verbs: readonly string[];
  /** The core group is "". */
  readonly apiGroups: readonly string[];
  /** Plural, with a subresource behind a slash: `pods/exec`. */
  readonly resources: readonly string[];
  /** Undefined: objects of any name. */
  readonly resourceNames?: readonly string[];
  /** Paths such as `/healthz`, or with `*` at their end. They hold in the whole cluster only. */
  readonly nonResourceURLs?: readonly string[];
}

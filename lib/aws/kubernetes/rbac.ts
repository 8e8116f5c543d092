/** The API group of roles and bindings. */
export const RBAC_GROUP = "rbac.authorization.k8s.io";

/**
 * What the API server asks of somebody who writes one of these beside the right to write it: to have all that it gives,
 * or this verb on roles. With the verb somebody gives others, or himself, rights that he does not have.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
 */
export const ESCALATIONS: Readonly<
  Record<string, { readonly verb: "bind" | "escalate"; readonly resources: readonly string[] }>
> = {
  rolebindings: { verb: "bind", resources: ["roles", "clusterroles"] },
  clusterrolebindings: { verb: "bind", resources: ["clusterroles"] },
  roles: { verb: "escalate", resources: ["roles"] },
  clusterroles: { verb: "escalate", resources: ["clusterroles"] },
};

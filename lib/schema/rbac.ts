import * as z from "zod";
import { POD_NAMESPACE } from "../aws/workloads/service-accounts";
import { oneOf, plainText, text } from "./fields";

/** Objects of RBAC, as far as a decision needs them. Whatever else they hold is ignored. */

const RBAC = "https://kubernetes.io/docs/reference/access-authn-authz/rbac/";
const words = z.array(z.string()).nullish();
const labels = z.record(z.string(), z.string()).nullish();

const apiVersion = oneOf({ words: ["rbac.authorization.k8s.io/v1"], source: RBAC }, "The only version.");
const ofCluster = z.looseObject({ name: plainText("Its name."), labels });
const ofNamespace = z.looseObject({ name: plainText("Its name."), namespace: text(POD_NAMESPACE, "Where it holds.") });

const rule = z.looseObject({
  verbs: z.array(z.string()),
  apiGroups: words,
  resources: words,
  resourceNames: words,
  nonResourceURLs: words,
});
const rules = z.array(rule).nullish();

const selector = z.looseObject({
  matchLabels: labels,
  matchExpressions: z
    .array(
      z.looseObject({
        key: z.string(),
        operator: oneOf({ words: ["In", "NotIn", "Exists", "DoesNotExist"], source: RBAC }, "How labels are compared."),
        values: words,
      }),
    )
    .nullish(),
});

const subjects = z
  .array(
    z.looseObject({
      kind: oneOf({ words: ["User", "Group", "ServiceAccount"], source: RBAC }, "Who it is."),
      name: z.string(),
      namespace: z.string().nullish(),
    }),
  )
  .nullish();
const roleRef = (...kinds: readonly ["ClusterRole", ...("Role" | "ClusterRole")[]]) =>
  z.looseObject({ kind: oneOf({ words: kinds, source: RBAC }, "What is bound."), name: z.string() });

/** The schema of each kind. */
export const RBAC_KINDS = {
  Role: z.looseObject({ apiVersion, kind: z.literal("Role"), metadata: ofNamespace, rules }),
  ClusterRole: z.looseObject({
    apiVersion,
    kind: z.literal("ClusterRole"),
    metadata: ofCluster,
    rules,
    aggregationRule: z.looseObject({ clusterRoleSelectors: z.array(selector).nullish() }).nullish(),
  }),
  RoleBinding: z.looseObject({
    apiVersion,
    kind: z.literal("RoleBinding"),
    metadata: ofNamespace,
    subjects,
    roleRef: roleRef("ClusterRole", "Role"),
  }),
  ClusterRoleBinding: z.looseObject({
    apiVersion,
    kind: z.literal("ClusterRoleBinding"),
    metadata: ofCluster,
    subjects,
    roleRef: roleRef("ClusterRole"),
  }),
} as const;

export type RbacKind = keyof typeof RBAC_KINDS;
export type RbacObject = { [Kind in RbacKind]: z.output<(typeof RBAC_KINDS)[Kind]> }[RbacKind];
export type Selector = z.output<typeof selector>;

import { nameOfArn } from "../aws/arn";
import { CLUSTER_ADMIN } from "../aws/eks/access-policies";
import { publishedRules } from "../aws/eks/access-policy-rules";
import { ESCALATIONS, RBAC_GROUP } from "../aws/kubernetes/rbac";
import { isToken, quote } from "../aws/text";
import { adminsOf, endOfAdmin, isOfOtherAccount, isUser } from "../plan/access/admins";
import type { PlannedAssociation, PlannedEntry } from "../plan/types";
import { ruleAllows } from "../power/match";
import type { Breach, Decide } from "./subject";

/** Returns all grants of access policies, each with its entry. */
const grantsOf = (entries: readonly PlannedEntry[]): { entry: PlannedEntry; grant: PlannedAssociation }[] =>
  entries.flatMap((entry) => entry.associations.map((grant) => ({ entry, grant })));

export const entryForUser: Decide = ({ plan }) =>
  plan.entries.flatMap(({ path, principalArn }) =>
    isUser(principalArn)
      ? [
          {
            path: [...path, "principal"],
            message: `an entry for an IAM user, ${quote(principalArn)}, whose keys do not expire; use a role`,
          },
        ]
      : [],
  );

export const openEndedBreakGlass: Decide = ({ plan }) =>
  adminsOf(plan.entries).flatMap((entry): Breach[] => {
    const { path, principalArn } = entry;
    const who = isUser(principalArn)
      ? "an IAM user"
      : isOfOtherAccount(principalArn, plan)
        ? "a principal of another account"
        : undefined;
    if (who === undefined || endOfAdmin(entry) !== undefined) return [];
    return [{ path, message: `cluster admin for ${who}, ${quote(principalArn)}, has no end; write until and reason` }];
  });

/** A pattern with fewer letters than this covers nearly everything. */
const FEW_LETTERS = 3;

export const wildcardNamespaces: Decide = ({ plan }) =>
  grantsOf(plan.entries).flatMap(({ entry, grant: { policyArn, scope, path = entry.path } }): Breach[] => {
    const wide = scope.type === "namespace" ? scope.namespaces.find(isWidePattern) : undefined;
    if (wide === undefined) return [];
    const message = `${nameOfArn(policyArn)} in the namespaces ${quote(wide)} covers namespaces of others, and later ones; write at least ${FEW_LETTERS} characters that all its namespaces have`;
    return [{ path, message }];
  });

const isWidePattern = (namespace: string): boolean =>
  !isToken(namespace) && namespace.includes("*") && namespace.replaceAll("*", "").length < FEW_LETTERS;

const ESCALATING = Object.values(ESCALATIONS).flatMap(({ verb, resources }) =>
  resources.map((resource) => ({ verb, group: RBAC_GROUP, resource })),
);

export const mayEscalate: Decide = ({ plan }) =>
  grantsOf(plan.entries).flatMap(({ entry, grant: { policyArn, path = entry.path } }): Breach[] => {
    const policy = nameOfArn(policyArn);
    const rules = publishedRules(policy)?.rules ?? [];
    const verb = ESCALATING.find((deed) => rules.some((rule) => ruleAllows(rule, deed)))?.verb;
    // who makes an entry for its own service knows what the service needs; cluster admin has checks of its own
    if (policy === CLUSTER_ADMIN || verb === undefined || entry.madeBy !== undefined) return [];
    const message = `${policy} may ${verb} roles of Kubernetes, and so gives anybody any rights; keep it for the role of the service that needs it`;
    return [{ path, message }];
  });

const BESIDE = "whoever may write aws-auth in the cluster lets in whom they want";

export const awsAuthMode: Decide = ({ plan, config }) => {
  const { create } = plan;
  const path = ["cluster", ...(create ? ["create"] : []), "authenticationMode"];
  const mode = create?.authenticationMode ?? config.cluster?.authenticationMode;
  if (mode === undefined) {
    const why =
      "the file does not say which mode the cluster has; write cluster.authenticationMode, or run eks-access audit";
    return { teller: "account", why };
  }
  if (mode === "API") return [];
  if (mode === "CONFIG_MAP") {
    return [{ path, message: `mode ${mode} takes no access entries, and ${BESIDE}; move to access entries` }];
  }
  const message = `mode ${mode} also reads aws-auth, and ${BESIDE}; write API once nobody needs aws-auth`;
  return [{ path, message, level: "warning" }];
};

/** A cluster that is made here has no admin beside those of its file. */
export const creatorAdmin: Decide = () => [];

export const terraformRoleAdmin: Decide = ({ plan }) => {
  const { assumeRole } = plan.terraform;
  if (assumeRole === undefined) {
    return {
      teller: "people",
      why: "the file does not say with which role Terraform runs; write terraform.assumeRole",
    };
  }
  return adminsOf(plan.entries).flatMap(({ path, principalArn }) =>
    principalArn === assumeRole
      ? [{ path, message: `cluster admin for the role that Terraform assumes, ${quote(assumeRole)}; use another role` }]
      : [],
  );
};

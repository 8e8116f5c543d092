import type { WarningName } from "../catalogue";
import type { CheckRow } from "./check";

/** Warnings that are checks too: the rule finds it, and its row of the catalogue describes it. */
export const RULE_CHECKS = {
  "admin-of-other-account": {
    level: "warning",
    about: "access",
    controls: { "eks-best-practices": ["accounts/roles-across"] },
  },
  "admin-pods": {
    level: "error",
    about: "access",
    controls: { "eks-best-practices": ["iam/few-admins"], "cis-eks-1.8": ["4.1.1"], nsa: ["access/separate"] },
  },
  "admin-user": {
    level: "error",
    about: "access",
    controls: { "eks-best-practices": ["iam/roles-not-users"], "cis-eks-1.8": ["5.5.1"], nsa: ["access/strong"] },
  },
  "capability-secrets": {
    level: "warning",
    about: "access",
    controls: { "eks-best-practices": ["data/secrets-apart"], "cis-eks-1.8": ["4.1.2"] },
  },
  "escalating-policy": {
    level: "error",
    about: "policies of people",
    controls: { "eks-best-practices": ["iam/few-admins"], "cis-eks-1.8": ["4.1.1"] },
  },
  "every-namespace": {
    level: "error",
    about: "workloads",
    controls: { "eks-best-practices": ["iam/irsa-scope"] },
  },
  "gitops-admin": {
    level: "warning",
    about: "access",
    controls: { "eks-best-practices": ["iam/few-admins"], "cis-eks-1.8": ["4.1.1"] },
  },
  impersonation: {
    level: "error",
    about: "access",
    controls: {
      "eks-best-practices": ["iam/few-admins", "tenants/namespaces"],
      "cis-eks-1.8": ["4.1.4", "4.1.8"],
      nsa: ["access/least"],
    },
  },
  "many-admins": {
    level: "warning",
    about: "access",
    controls: { "eks-best-practices": ["iam/few-admins"], "cis-eks-1.8": ["4.1.1"], nsa: ["access/least"] },
  },
  "node-entry-of-people": { level: "warning", about: "access", controls: { nsa: ["access/separate"] } },
  "second-door": {
    level: "warning",
    about: "access",
    controls: { "cis-eks-1.8": ["5.5.1"], nsa: ["access/strong"] },
  },
  "secrets-of-outsider": {
    level: "error",
    about: "access",
    controls: { "eks-best-practices": ["data/secrets-apart"], "cis-eks-1.8": ["4.1.2"] },
  },
  "secrets-visible": {
    level: "warning",
    about: "access",
    controls: { "eks-best-practices": ["data/secrets-apart"], "cis-eks-1.8": ["4.1.2"], nsa: ["access/least"] },
  },
  "wide-policy": {
    level: "error",
    about: "roles",
    controls: { "eks-best-practices": ["iam/least-privilege-of-pods"], nsa: ["access/least"] },
  },
} as const satisfies { readonly [Name in WarningName]?: CheckRow };

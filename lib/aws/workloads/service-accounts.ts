import type { ListFact, TextFact } from "../fact";

export const VIA = ["pod-identity", "irsa", "both"] as const;

const ASSOCIATION = "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html";

export const SERVICE_ACCOUNTS: ListFact = {
  is: "service accounts",
  min: 1,
  advice: "name one, as namespace/name",
  source: ASSOCIATION,
};

/** Pod Identity associations in one cluster. */
export const MAX_ASSOCIATIONS = 5000;

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

export const POD_NAMESPACE: TextFact = {
  is: "a namespace",
  min: 1,
  max: 63,
  pattern: new RegExp(`^${LABEL}$`),
  form: "lower-case letters, digits and -, and begins and ends with a letter or digit",
  advice: (given) =>
    `write ${JSON.stringify(
      given
        .toLowerCase()
        .replace(/[^a-z0-9-]+/g, "-")
        .replace(/^-+|-+$/g, "") || "apps",
    )}`,
  source: ASSOCIATION,
};

export const SERVICE_ACCOUNT: TextFact = {
  is: "a service account",
  min: 1,
  max: 253,
  pattern: new RegExp(`^${LABEL}(\\.${LABEL})*$`),
  form: "lower-case letters, digits, - and dots between them, and begins and ends with a letter or digit",
  advice: (given) =>
    `write ${JSON.stringify(
      given
        .toLowerCase()
        .replace(/[^a-z0-9.-]+/g, "-")
        .replace(/^[-.]+|[-.]+$/g, "") || "backend",
    )}`,
  source: ASSOCIATION,
};

/** The issuer as EKS shows it. */
export const OIDC_ISSUER: TextFact = {
  is: "an OIDC issuer",
  pattern: /^https:\/\/[^\s"']+$/,
  form: "a URL that begins with https://",
  advice: "copy it: aws eks describe-cluster --query cluster.identity.oidc.issuer",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
};

import type { ListFact, TextFact } from "../fact";
import { DNS_LABEL, DNS_SUBDOMAIN, nearestName } from "../kubernetes/names";

const ASSOCIATION = "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html";

export const SERVICE_ACCOUNTS: ListFact = {
  rule: "service-account-list",
  is: "service accounts",
  min: 1,
  advice: "name one, as namespace/name",
  source: ASSOCIATION,
};

export const ASSOCIATION_ID: TextFact = {
  rule: "association-id",
  is: "the id of a Pod Identity association",
  pattern: /^a-[0-9a-z]+$/,
  form: "a- and lower-case letters and digits",
  advice: "copy it: aws eks list-pod-identity-associations --cluster-name <cluster>",
  source: ASSOCIATION,
};

/** Quota of Pod Identity associations per cluster. */
export const MAX_ASSOCIATIONS = 5000;

export const POD_NAMESPACE: TextFact = {
  rule: "service-account-namespace",
  is: "a namespace",
  min: 1,
  max: 63,
  pattern: new RegExp(`^${DNS_LABEL}$`),
  form: "lower-case letters, digits and -, and begins and ends with a letter or digit",
  advice: (given) => `write ${JSON.stringify(nearestName(given, "-", 63) || "apps")}`,
  source: ASSOCIATION,
};

export const SERVICE_ACCOUNT: TextFact = {
  rule: "service-account-name",
  is: "a service account",
  min: 1,
  max: 253,
  pattern: new RegExp(`^${DNS_SUBDOMAIN}$`),
  form: "lower-case letters, digits, - and dots between them, and begins and ends with a letter or digit",
  advice: (given) => `write ${JSON.stringify(nearestName(given, ".-", 253) || "backend")}`,
  source: ASSOCIATION,
};

/**
 * The annotation of a service account that names its role for IRSA.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

/** The OIDC issuer in the form that EKS shows. */
export const OIDC_ISSUER: TextFact = {
  rule: "oidc-issuer",
  is: "an OIDC issuer",
  pattern: /^https:\/\/[^\s"'*?]+$/,
  form: "a URL that begins with https://, without wildcards",
  advice: "copy it: aws eks describe-cluster --query cluster.identity.oidc.issuer",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
};

/** Returns the region that an issuer of EKS names; undefined for a token and for an issuer of somebody else. */
export const regionOfIssuer = (issuer: string): string | undefined =>
  /^https:\/\/oidc\.eks\.([a-z0-9-]+)\.amazonaws\./.exec(issuer)?.[1];

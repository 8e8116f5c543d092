import type { TextFact } from "../fact";

const REQUEST = "https://docs.aws.amazon.com/eks/latest/APIReference/API_OidcIdentityProviderConfigRequest.html";

export const ISSUER_URL: TextFact = {
  rule: "identity-provider-issuer",
  is: "the issuer of an identity provider",
  pattern: /^https:\/\/[^\s/?#]+(\/[^\s?#]*)?$/,
  form: "a URL that begins with https://, without query and fragment",
  advice: "write it as the claim iss of a token has it",
  source: REQUEST,
};

/** EKS prepends it to the names that a token claims. */
export const NAME_PREFIX: TextFact = {
  rule: "identity-provider-prefix",
  is: "a prefix",
  min: 1,
  // a claim that begins with a colon would complete the second
  isValid: (given) => !given.includes("system:") && given !== "system",
  form: "a text other than system and without system:, the beginning of the names that Kubernetes keeps for itself",
  advice: 'write one that names the provider, such as "okta:"',
  source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_OidcIdentityProviderConfig.html",
};

const CLAIM_RULE = { rule: "identity-provider-claim", min: 1, source: REQUEST } as const;
const AS_IN_A_TOKEN = "write it as a token has it";

export const CLIENT_ID: TextFact = { ...CLAIM_RULE, is: "a client id", advice: "write the audience of the tokens" };
export const CLAIM: TextFact = { ...CLAIM_RULE, is: "a claim", advice: "write the name of a claim of the tokens" };
export const REQUIRED_CLAIM: TextFact = { ...CLAIM_RULE, is: "a required claim", max: 63, advice: AS_IN_A_TOKEN };
export const REQUIRED_VALUE: TextFact = {
  ...CLAIM_RULE,
  is: "the value of a required claim",
  max: 253,
  advice: AS_IN_A_TOKEN,
};

/**
 * External OIDC identity providers of one cluster. Before Kubernetes 1.32 a cluster has one.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html
 */
export const MAX_IDENTITY_PROVIDERS = 10;
const SEVERAL_FROM = 32;

/** Returns whether clusters of this version, such as `1.34`, have several identity providers. */
export const takesSeveralProviders = (version: string): boolean => Number(version.split(".")[1]) >= SEVERAL_FROM;

/** The claim that users are named by, if none is given. */
export const DEFAULT_USERNAME_CLAIM = "sub";

/** Returns an issuer as it is compared: case makes no difference in the name of a host. */
export const comparableIssuer = (issuer: string): string =>
  issuer.replace(/^https:\/\/[^/]*/i, (origin) => origin.toLowerCase());

/** Returns whether an issuer is that of an EKS cluster's service accounts. */
export const isIssuerOfCluster = (issuer: string): boolean => /^https:\/\/oidc(-eks|\.eks)\./i.test(issuer);

/** How EKS names whom a provider lets in. */
interface Naming {
  readonly issuerUrl: string;
  readonly usernameClaim?: string;
  readonly usernamePrefix?: string;
  readonly groupsClaim?: string;
  readonly groupsPrefix?: string;
}

/**
 * Returns what the usernames of a provider begin with. Without `usernamePrefix` they begin with the issuer, unless the
 * claim is `email`; the prefix `-` stands for none.
 */
export function usernamePrefixOf({ issuerUrl, usernameClaim, usernamePrefix }: Naming): string {
  if (usernamePrefix !== undefined) return usernamePrefix === "-" ? "" : usernamePrefix;
  return usernameClaim === "email" ? "" : `${issuerUrl}#`;
}

/** Returns what the groups of a provider begin with; undefined if it brings none. */
export const groupsPrefixOf = ({ groupsClaim, groupsPrefix = "" }: Naming): string | undefined =>
  groupsClaim === undefined ? undefined : groupsPrefix;

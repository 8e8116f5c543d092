import { ISSUER_URL, NAME_PREFIX } from "../../aws/eks/identity-providers";
import { rules, textRule } from "../rule";

const PAGE = "https://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html";
const GUIDE = "docs/guides/access.md";

const ACCEPT = "accept: { second-door: the people of Acme log in by Okta }";
const ACCEPT_BOTH = "accept: { second-door: { on: [okta, ci], because: employees and pipelines log in so } }";

/** A provider, `okta`, with these words instead. */
const okta = (words: Readonly<Record<string, string>> = {}): string => {
  const all = { issuerUrl: '"https://acme.okta.com"', clientId: "kubernetes", ...words };
  const fields = Object.entries(all).map(([key, value]) => `${key}: ${value}`);
  return `  okta: { ${fields.join(", ")} }`;
};

const many = (count: number): string => {
  const keys = Array.from({ length: count }, (_, index) => `p${index + 1}`);
  const items = keys.map((key) => `  ${key}: { issuerUrl: "https://${key}.example.com", clientId: kubernetes }\n`);
  return `identityProviders:
${items.join("")}accept: { second-door: { on: [${keys.join(", ")}], because: each company of the group has its own } }
`;
};

/** Rules of `identityProviders`. */
export const IDENTITY_PROVIDER_RULES = rules({
  "identity-provider-issuer": textRule(ISSUER_URL, {
    wayOut: "Write the issuer as the claim `iss` of a token has it.",
    numbers: [],
    bad: `
identityProviders:
${okta({ issuerUrl: '"http://acme.okta.com"' })}
${ACCEPT}
`,
    good: `
identityProviders:
${okta()}
${ACCEPT}
`,
  }),
  "identity-provider-prefix": textRule(NAME_PREFIX, {
    wayOut: "Write a prefix that names the provider.",
    numbers: [],
    bad: `
identityProviders:
${okta({ usernamePrefix: '"system:"' })}
${ACCEPT}
`,
    good: `
identityProviders:
${okta({ usernamePrefix: '"okta:"' })}
${ACCEPT}
`,
  }),
  "identity-provider-claim": {
    severity: "error",
    summary:
      "A client id and the name of a claim have at least one character. The name of a required claim has 1 to 63, its value 1 to 253.",
    wayOut: "Write them as a token has them.",
    source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_OidcIdentityProviderConfigRequest.html",
    numbers: [],
    bad: `
identityProviders:
${okta({ clientId: '""' })}
${ACCEPT}
`,
    good: `
identityProviders:
${okta()}
${ACCEPT}
`,
  },
  "identity-provider-count": {
    severity: "error",
    summary: "A cluster has more than 10 identity providers, or more than one before Kubernetes 1.32.",
    wayOut: "Let one provider stand before several, or take a later version of Kubernetes.",
    source: PAGE,
    numbers: [],
    bad: () => `
${many(11)}`,
    good: () => `
${many(10)}`,
  },
  "identity-provider-twice": {
    severity: "error",
    summary:
      "Two identity providers have one issuer. The API server takes each issuer once. Case makes no difference in the name of a host.",
    wayOut: "Write one item for the issuer.",
    source:
      "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration",
    numbers: [],
    bad: `
identityProviders:
  ci: { issuerUrl: "https://ACME.okta.com", clientId: pipelines }
${okta()}
${ACCEPT_BOTH}
`,
    good: `
identityProviders:
  ci: { issuerUrl: "https://token.actions.githubusercontent.com", clientId: pipelines }
${okta()}
${ACCEPT_BOTH}
`,
  },
  "own-issuer": {
    severity: "error",
    summary:
      "An identity provider has the issuer of the cluster itself, which EKS refuses. IAM roles for service accounts need no identity provider of the cluster, but IAM's provider for its issuer.",
    wayOut: "Leave the item out. A workload with `via: irsa` brings IAM's provider.",
    source: PAGE,
    numbers: [],
    bad: `
cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C" }
identityProviders:
  pods: { issuerUrl: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C", clientId: sts.amazonaws.com }
accept: { second-door: pods log in so }
`,
    good: `
cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C" }
workloads:
  backend: { serviceAccount: apps/backend, via: irsa }
`,
  },
  "issuer-of-cluster": {
    severity: "warning",
    summary:
      "An identity provider has the issuer of an EKS cluster. It lets the pods of that cluster into this one. If it is the cluster's own, EKS refuses it.",
    wayOut: "Leave it out if you want IAM roles for pods, or accept the warning if pods of another cluster are meant.",
    source: PAGE,
    numbers: [],
    bad: `
identityProviders:
  hub: { issuerUrl: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C", clientId: spoke }
accept: { second-door: a controller of the hub works here }
`,
    good: `
identityProviders:
  hub: { issuerUrl: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C", clientId: spoke }
accept: { second-door: a controller of the hub works here, issuer-of-cluster: the hub is another cluster }
`,
  },
  "identity-provider-names": {
    severity: "warning",
    summary:
      "Two identity providers could give two people one name, or two groups: the prefix of one begins with that of the other, or one has none. Without `usernamePrefix`, usernames have none if their claim is `email`.",
    wayOut: "Give each provider a `usernamePrefix` and a `groupsPrefix` of its own.",
    source: PAGE,
    numbers: [],
    bad: `
identityProviders:
  ci: { issuerUrl: "https://token.actions.githubusercontent.com", clientId: pipelines, usernamePrefix: "ci:" }
${okta({ usernameClaim: "email" })}
${ACCEPT_BOTH}
`,
    good: `
identityProviders:
  ci: { issuerUrl: "https://token.actions.githubusercontent.com", clientId: pipelines, usernamePrefix: "ci:" }
${okta({ usernameClaim: "email", usernamePrefix: '"okta:"' })}
${ACCEPT_BOTH}
`,
  },
  "second-door": {
    severity: "warning",
    summary:
      "An identity provider lets in people and programs that no entry names. Its bindings in the cluster decide what they may do, and IAM knows nothing of them.",
    wayOut: "Accept the warning and say who comes in so; `requiredClaims` limits them.",
    source: GUIDE,
    numbers: [],
    bad: `
identityProviders:
${okta({ requiredClaims: "{ tenant: acme }" })}
`,
    good: `
identityProviders:
${okta({ requiredClaims: "{ tenant: acme }" })}
${ACCEPT}
`,
  },
});

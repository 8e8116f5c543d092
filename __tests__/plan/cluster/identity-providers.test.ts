import { decides, head, type Row } from "../../support/decide";
import { loaded, refused } from "../../support/loaded";

const okta = { issuerUrl: "https://acme.okta.com", clientId: "kubernetes", requiredClaims: { tenant: "acme" } };
const ci = { issuerUrl: "https://ci.example.com", clientId: "pipelines", requiredClaims: { org: "acme" } };
const ACCEPTED = { accept: { "second-door": { on: ["okta", "ci"], because: "said in the design" } } };
const given = (identityProviders: object, top: object = {}) =>
  head({ identityProviders: { ci, okta, ...identityProviders }, ...ACCEPTED, ...top });
const changed = (words: object, top: object = {}) => given({ okta: { ...okta, ...words } }, top);

const issuer = (issuerUrl: string) =>
  `identityProviders.okta.issuerUrl: the issuer of an identity provider is a URL that begins with https://, without query and fragment, got "${issuerUrl}"; write it as the claim iss of a token has it`;
const prefix = (field: string, text: string) =>
  `identityProviders.okta.${field}: a prefix is a text other than system and without system:, the beginning of the names that Kubernetes keeps for itself, got "${text}"; write one that names the provider, such as "okta:"`;

describe("an issuer", () => {
  decides([
    [
      "identity-provider-issuer",
      "may have a path and a port",
      changed({ issuerUrl: "https://a.example:8443/realms/x/" }),
    ],
    ...[
      "http://acme.okta.com",
      "acme.okta.com",
      "https://",
      "https:///x",
      "https://acme.okta.com?x=1",
      "https://acme.okta.com/a?x=1",
      "https://acme.okta.com/a#b",
      "https://acme.okta.com /a",
    ].map((url): Row => ["identity-provider-issuer", `${url} is refused`, changed({ issuerUrl: url }), issuer(url)]),
    ["identity-provider-issuer", "a token is left to Terraform", changed({ issuerUrl: "${var.issuer}" })],
  ]);
});

describe("a prefix", () => {
  decides([
    ["identity-provider-prefix", "of its own is allowed", changed({ usernamePrefix: "okta:", groupsPrefix: "okta:" })],
    [
      "identity-provider-prefix",
      "of Kubernetes's own names is refused",
      changed({ usernamePrefix: "system:", groupsPrefix: "okta:system:" }),
      prefix("usernamePrefix", "system:"),
      prefix("groupsPrefix", "okta:system:"),
    ],
  ]);
});

describe("claims", () => {
  decides([
    [
      "identity-provider-claim",
      "of the last length are allowed",
      changed({ requiredClaims: { ["k".repeat(63)]: "v".repeat(253) } }),
    ],
    [
      "identity-provider-claim",
      "longer ones are refused",
      changed({ requiredClaims: { ["k".repeat(64)]: "v".repeat(254) } }),
      `identityProviders.okta.requiredClaims.${"k".repeat(64)}: the value of a required claim has 1-253 characters, got 254 ("${"v".repeat(159)}…); write it as a token has it`,
      `identityProviders.okta.requiredClaims.${"k".repeat(64)}: a required claim has 1-63 characters, got 64 ("${"k".repeat(64)}"); write it as a token has it`,
    ],
    [
      "identity-provider-claim",
      "without a character are refused",
      changed({ clientId: "", usernameClaim: "" }),
      'identityProviders.okta.clientId: a client id has at least 1 character, got 0 (""); write the audience of the tokens',
      'identityProviders.okta.usernameClaim: a claim has at least 1 character, got 0 (""); write the name of a claim of the tokens',
    ],
  ]);
});

describe("how many", () => {
  const several = (count: number, top: object = {}) => {
    const keys = Array.from({ length: count }, (_, index) => `p${index}`);
    const items = keys.map((key) => [key, { issuerUrl: `https://${key}.example.com`, clientId: "x" }]);
    const accept = {
      "second-door": { on: keys, because: "said in the design" },
      ...("cluster" in top && { "no-admin": "said in the design" }),
    };
    return head({ identityProviders: Object.fromEntries(items), accept, ...top });
  };
  const created = (version?: string) => ({ cluster: { create: { subnetIds: ["subnet-1", "subnet-2"], version } } });
  decides([
    ["identity-provider-count", "ten are allowed", several(10)],
    [
      "identity-provider-count",
      "eleven are refused",
      several(11),
      "identityProviders: a cluster has at most 10 identity providers, got 11; let one provider stand before several",
    ],
    ["identity-provider-count", "two are allowed from Kubernetes 1.32", several(2, created("1.32"))],
    ["identity-provider-count", "one is allowed before it", several(1, created("1.31"))],
    [
      "identity-provider-count",
      "two are refused before it",
      several(2, created("1.31")),
      'identityProviders: a cluster of Kubernetes 1.31 has one identity provider, got 2; write version: "1.32" or later',
    ],
    ["identity-provider-count", "without a version it is a new one", several(2, created())],
  ]);
});

describe("whose issuer", () => {
  const OWN = "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B";
  const OTHER = "https://oidc.eks.eu-west-1.amazonaws.com/id/9Z";
  const own = { cluster: { oidcIssuer: OWN } };
  const irsa =
    "roles of pods (via: irsa) need no item here, because IAM's provider for the cluster's issuer is another thing";
  const ofCluster = (url: string) =>
    `warning identityProviders.okta.issuerUrl: the issuer of a cluster, "${url}": it lets in the pods of that cluster, and EKS refuses the cluster's own; ${irsa}`;
  const ownRefused = (url: string) =>
    `identityProviders.okta.issuerUrl: the cluster's own issuer, "${url}", which EKS takes for no identity provider; leave the item out: ${irsa}`;
  const twice = (url: string) =>
    `identityProviders.okta.issuerUrl: identityProviders.ci has the same issuer, "${url}", and a cluster takes each issuer once; write one item`;
  const prefixed = { usernamePrefix: "okta:" };
  decides([
    ["own-issuer", "the cluster's own is refused", changed({ issuerUrl: OWN }, own), ownRefused(OWN)],
    [
      "own-issuer",
      "in other case too",
      changed({ issuerUrl: OWN.replace("oidc.eks", "OIDC.eks") }, own),
      ownRefused(OWN.replace("oidc.eks", "OIDC.eks")),
    ],
    ["issuer-of-cluster", "that of another cluster is a warning", changed({ issuerUrl: OTHER }, own), ofCluster(OTHER)],
    ["issuer-of-cluster", "that of some cluster too", changed({ issuerUrl: OWN }), ofCluster(OWN)],
    [
      "issuer-of-cluster",
      "and with the name of both address families",
      changed({ issuerUrl: "https://oidc-eks.eu-west-1.api.aws/id/0A1B" }),
      ofCluster("https://oidc-eks.eu-west-1.api.aws/id/0A1B"),
    ],
    [
      "identity-provider-twice",
      "one issuer twice is refused, in other case too",
      changed({ ...prefixed, issuerUrl: "https://CI.example.com" }),
      twice("https://CI.example.com"),
    ],
    [
      "identity-provider-twice",
      "case makes a difference in a path",
      given({
        ci: { ...ci, issuerUrl: "https://a.example/x", usernamePrefix: "ci:" },
        okta: { ...okta, ...prefixed, issuerUrl: "https://a.example/X" },
      }),
    ],
  ]);
});

describe("names of two providers", () => {
  const said = (names: string, field: string, here: string, there: string, path = "identityProviders.okta") =>
    `warning ${path}: ${names} begin with ${here} here and with ${there} in identityProviders.ci, so the two providers could make one name; give each a ${field} of its own`;
  const both = (first: object, second: object) => given({ ci: { ...ci, ...first }, okta: { ...okta, ...second } });
  decides([
    ["identity-provider-names", "by default begin with the issuer", both({}, {})],
    [
      "identity-provider-names",
      "one claim email without a prefix overlaps all",
      both({ usernameClaim: "email" }, {}),
      said("usernames", "usernamePrefix", '"https://acme.okta.com#"', "no prefix"),
    ],
    [
      "identity-provider-names",
      "and so does a prefix that is turned off",
      both({ usernamePrefix: "ci:" }, { usernamePrefix: "-" }),
      said("usernames", "usernamePrefix", "no prefix", '"ci:"', "identityProviders.okta.usernamePrefix"),
    ],
    [
      "identity-provider-names",
      "one prefix for both is a warning, of groups too",
      both(
        { usernamePrefix: "oidc:", groupsClaim: "groups", groupsPrefix: "oidc:" },
        { usernamePrefix: "oidc:x", groupsClaim: "roles", groupsPrefix: "oidc:x" },
      ),
      said("usernames", "usernamePrefix", '"oidc:x"', '"oidc:"', "identityProviders.okta.usernamePrefix"),
      said("groups", "groupsPrefix", '"oidc:x"', '"oidc:"', "identityProviders.okta.groupsPrefix"),
    ],
    [
      "identity-provider-names",
      "a prefix for each keeps them apart",
      both(
        { usernamePrefix: "ci:", groupsClaim: "groups", groupsPrefix: "ci:" },
        { usernamePrefix: "okta:", groupsClaim: "groups", groupsPrefix: "okta:" },
      ),
    ],
    ["identity-provider-names", "groups of one alone meet none", both({ groupsClaim: "groups" }, {})],
    [
      "identity-provider-names",
      "a token is not compared",
      both({ usernamePrefix: "${var.x}" }, { usernamePrefix: "x" }),
    ],
  ]);
});

describe("the second door", () => {
  const alone = (words: object, accept: object = {}) =>
    head({ identityProviders: { okta: { ...okta, ...words } }, accept });
  decides([
    [
      "second-door",
      "is a warning for each",
      alone({}),
      'warning identityProviders.okta: whoever has a token of "https://acme.okta.com" for "kubernetes" reaches the cluster with no entry, named by the claim sub; accept it with the reason',
    ],
    [
      "second-door",
      "says what is open",
      alone({ usernameClaim: "email", groupsClaim: "groups", requiredClaims: {} }),
      'warning identityProviders.okta: whoever has a token of "https://acme.okta.com" for "kubernetes" reaches the cluster with no entry, named by the claim email, and in groups of any name, those of entries too; requiredClaims would narrow it; accept it with the reason',
    ],
    ["second-door", "may be accepted", alone({}, { "second-door": "employees log in so" })],
    [
      "tags",
      "tags of the file count",
      head({
        tags: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`t${index}`, "x"])),
        identityProviders: { okta: { ...okta, tags: { Own: "x" } } },
        accept: { "second-door": "employees log in so" },
      }),
      "identityProviders.okta.tags: at most 50 tags on an identity provider, got 51: 50 from the top of the file and the others here; leave some out",
    ],
  ]);
});

describe("two files about one cluster", () => {
  const file = (key: string, url: string) =>
    `account: "111122223333"\nregion: eu-west-1\nname: shared\nidentityProviders: { ${key}: { issuerUrl: "${url}", clientId: x } }\naccept: { second-door: employees log in so }\n`;

  test("have one provider of a name", () => {
    expect(
      refused({
        "clusters/a.yaml": file("okta", "https://a.example"),
        "clusters/b.yaml": file("okta", "https://b.example"),
      }),
    ).toEqual([
      'clusters/b.yaml:4:22 identityProviders.okta: clusters/a.yaml makes the identity provider "okta" of cluster shared too; choose another key [made-twice]',
    ]);
  });

  test("have one provider of an issuer", () => {
    expect(
      refused({
        "clusters/a.yaml": file("okta", "https://a.example"),
        "clusters/b.yaml": file("corp", "https://A.example"),
      }),
    ).toEqual([
      'clusters/b.yaml:4:30 identityProviders.corp.issuerUrl: clusters/a.yaml makes the identity provider of "https://A.example" of cluster shared too; a cluster takes each issuer once, so describe it in one file [made-twice]',
    ]);
  });

  test("may have others", () => {
    const files = {
      "clusters/a.yaml": file("okta", "https://a.example"),
      "clusters/b.yaml": file("corp", "https://b.example"),
    };
    expect(loaded(files).warnings).toEqual([]);
  });
});

import { join } from "node:path";
import { loadRbac } from "../../lib/load/rbac";
import { prove } from "../../lib/prove/laws";
import { QuestionError, type Words } from "../../lib/prove/question";
import { Rbac } from "../../lib/prove/rbac";
import { answersText } from "../../lib/prove/text";
import { folderOf } from "../support/files";
import { loaded } from "../support/loaded";
import { bare, can, HEAD, role, who } from "./prove";

const API = "cluster: { authenticationMode: API }\n";
const okta = (rest = "", cluster = API) => ({
  "clusters/demo.yaml": `${HEAD}${cluster}identityProviders:\n  okta: { issuerUrl: "https://acme.okta.com", clientId: k8s${rest} }\n`,
});
const GROUPS = ", groupsClaim: groups";
const PREFIXED = `${GROUPS}, groupsPrefix: "okta:", usernamePrefix: "okta:"`;
const OKTA = "cannot be said: users of the identity provider okta";
const AWS_AUTH = "cannot be said: principals that only aws-auth has";

const bound = (subject: string) =>
  new Rbac(
    loadRbac(
      join(
        folderOf({
          "rbac/all.yaml": `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: b, namespace: apps }
subjects: [${subject}]
roleRef: { kind: ClusterRole, name: view }
`,
        }),
        "rbac",
      ),
    ),
  );
const group = (name: string) => bound(`{ kind: Group, name: "${name}" }`);
const user = (name: string) => bound(`{ kind: User, name: "${name}" }`);

const GET: Words = { verb: "get", what: "pods", namespace: "apps" };
const DELETE: Words = { ...GET, verb: "delete" };

test.each<[what: string, files: Record<string, string>, rbac: Rbac | undefined, words: Words, found: string[]]>([
  ["without bindings nothing is known of users", okta(PREFIXED), undefined, DELETE, [OKTA]],
  ["a group without a prefix", okta(GROUPS), group("admins"), GET, [OKTA]],
  ["system:masters, which needs no binding", okta(GROUPS), group("admins"), DELETE, [OKTA]],
  ["a group with the prefix", okta(PREFIXED), group("okta:admins"), GET, [OKTA]],
  ["another verb", okta(PREFIXED), group("okta:admins"), DELETE, []],
  ["a group without the prefix", okta(PREFIXED), group("admins"), GET, []],
  ["groups that the provider does not bring", okta(), group("admins"), GET, []],
  ["everybody with a name", okta(), group("system:authenticated"), GET, [OKTA]],
  ["a username with the prefix", okta(PREFIXED), user("okta:kim"), GET, [OKTA]],
  ["a username without it", okta(PREFIXED), user("kim"), GET, []],
  ["a username with the issuer", okta(), user("https://acme.okta.com#kim"), GET, [OKTA]],
  ["an address, which has no prefix", okta(", usernameClaim: email"), user("kim@acme.example"), GET, [OKTA]],
  ["the mode API", { "clusters/demo.yaml": HEAD + API }, group("admins"), GET, []],
  ["no mode", { "clusters/demo.yaml": HEAD }, group("admins"), GET, [AWS_AUTH]],
  [
    "both modes",
    { "clusters/demo.yaml": `${HEAD}cluster: { authenticationMode: API_AND_CONFIG_MAP }\n` },
    undefined,
    DELETE,
    [AWS_AUTH],
  ],
  ["both doors", okta(PREFIXED, ""), undefined, GET, [OKTA, AWS_AUTH]],
])("%s: who may, and whether a law with nobody holds", (_, files, rbac, words, found) => {
  const sources = rbac === undefined ? {} : { rbac };
  expect(who(files, words, sources)).toEqual(found);
  const law = { nobody: true as const, may: `${words.verb} pods`, in: "apps" };
  const { verdict, answers } = prove(law, loaded(files).plans, sources);
  expect(verdict).toBe(found.length > 0 ? "cannot be said" : "holds");
  if (found.length > 0) expect(answers.map((one) => `${one.verdict}: ${one.is}`)).toEqual(found);
});

test.each<[files: Record<string, string>, rbac: Rbac, words: Words, text: string]>([
  [
    okta(GROUPS),
    group("admins"),
    GET,
    `cannot be said: whether users of the identity provider okta may get pods in apps on demo
  users of the identity provider okta may have the group admins (clusters/demo.yaml:5:3)
  RoleBinding b with ClusterRole view for the group admins, in apps (rbac/all.yaml:1:1)
  rule: get, list, watch of configmaps, endpoints, persistentvolumeclaims, persistentvolumeclaims/status, pods, replicationcontrollers, replicationcontrollers/scale, serviceaccounts, services and services/status
`,
  ],
  [
    okta(GROUPS),
    group("admins"),
    DELETE,
    `cannot be said: whether users of the identity provider okta may delete pods in apps on demo
  users of the identity provider okta may have the group system:masters, which may do everything; a groupsPrefix keeps them from it (clusters/demo.yaml:5:3)
`,
  ],
  [
    { "clusters/demo.yaml": HEAD },
    group("admins"),
    GET,
    `cannot be said: whether principals that only aws-auth has may get pods in apps on demo
  rows of aws-auth may let others in, with any username and any group; without aws-auth, write authenticationMode: API
`,
  ],
])("%j: the text says what they may have", (files, rbac, words, text) => {
  const law = { nobody: true as const, may: `${words.verb} pods`, in: "apps" };
  expect(bare(answersText(prove(law, loaded(files).plans, { rbac }).answers))).toBe(text);
});

test("through pods, they may have what the roles of pods allow", () => {
  const files = {
    "clusters/demo.yaml": `${HEAD}workloads:\n  a: { serviceAccount: apps/a, role: { additionalPolicies: [AmazonS3ReadOnlyAccess] } }\n`,
  };
  const words = { verb: "s3:GetObject", what: "arn:aws:s3:::queue/a" };
  expect(who(files, words, {}, true)).toContain(AWS_AUTH);
  expect(who(files, words)).not.toContain(AWS_AUTH);
});

test.each([
  ["", "cannot be said", "no access entry, and aws-auth may let it in"],
  [
    "cluster: { authenticationMode: API_AND_CONFIG_MAP }\n",
    "cannot be said",
    "no access entry, and aws-auth may let it in",
  ],
  [API, "no", "no access entry, so the API server answers 401"],
])("a principal without an entry, with %j: %s", (cluster, verdict, text) => {
  expect(can({ "clusters/demo.yaml": HEAD + cluster }, role("unknown"), GET)).toMatchObject([
    { verdict, reasons: [{ text }] },
  ]);
});

describe("a law with nobody may except them", () => {
  const law = (...except: string[]) => ({ nobody: { except }, may: "get pods", in: "apps" });

  test.each<[files: Record<string, string>, except: string[], verdict: string]>([
    [okta(PREFIXED, ""), [], "cannot be said"],
    [okta(PREFIXED, ""), ["aws-auth"], "cannot be said"],
    [okta(PREFIXED, ""), ["identityProviders.okta"], "cannot be said"],
    [okta(PREFIXED, ""), ["aws-auth", "identityProviders.okta"], "holds"],
    [okta(PREFIXED), ["identityProviders.okta"], "holds"],
    [{ "clusters/demo.yaml": HEAD }, ["aws-auth"], "holds"],
    // on another cluster, users of its own provider are others
    [
      {
        ...okta(PREFIXED),
        "clusters/two.yaml": okta(PREFIXED)
          ["clusters/demo.yaml"].replace("okta:\n", "adfs:\n")
          .replace("  okta: {", "  adfs: {"),
      },
      ["identityProviders.okta"],
      "cannot be said",
    ],
  ])("%j, %j: %s", (files, except, verdict) => {
    expect(prove(law(...except), loaded(files).plans, {}).verdict).toBe(verdict);
  });

  test.each([
    [okta(), "identityProviders.okat", 'no item of identityProviders has the key "okat"; did you mean "okta"?'],
    [okta(), "identityProviders.x", 'no item of identityProviders has the key "x"; the keys: okta'],
    [okta(), "aws-auth", "no cluster may have aws-auth: the files say authenticationMode: API; leave it out"],
  ])("%j, %s is refused", (files, name, message) => {
    expect(() => prove(law(name), loaded(files).plans, {})).toThrow(new QuestionError(message));
  });

  test("what they may do at AWS no file says", () => {
    expect(can(okta(), "identityProviders.okta", { verb: "s3:GetObject" })).toMatchObject([
      {
        verdict: "cannot be said",
        reasons: [{ text: "what users of the identity provider okta may do at AWS no file says" }],
      },
    ]);
  });
});

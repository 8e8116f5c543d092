import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { ConfigError } from "../../lib/load/config-error";
import { loadRbac } from "../../lib/load/rbac";
import type { Words } from "../../lib/prove/question";
import { Rbac } from "../../lib/prove/rbac";
import { answersText } from "../../lib/prove/text";
import { folderOf } from "../support/files";
import { bare, can, HEAD, role, who } from "./prove";

const FILES = {
  "clusters/demo.yaml": `${HEAD}access:
  dev: { principal: "${role("path/dev")}", groups: [developers] }
  kim: { principal: "arn:aws:iam::111122223333:user/kim" }
  named: { principal: "${role("named")}", username: "ci:{{SessionName}}" }
  admin-b: { principal: "${role("admin-b")}", policies: [{ policy: AmazonEKSAdminPolicy, namespaces: [team-b] }] }
cluster: { authenticationMode: API }
`,
};

const V1 = "apiVersion: rbac.authorization.k8s.io/v1";
const binding = (name: string, subject: string, ref: string, namespace = "apps") =>
  `---\n${V1}\nkind: RoleBinding\nmetadata: { name: ${name}, namespace: ${namespace} }\nsubjects: [${subject}]\nroleRef: ${ref}\n`;
const everywhere = (name: string, subject: string, ref: string) =>
  `---\n${V1}\nkind: ClusterRoleBinding\nmetadata: { name: ${name} }\nsubjects: [${subject}]\nroleRef: ${ref}\n`;
const clusterRole = (name: string, rest: string, labels = "{}") =>
  `---\n${V1}\nkind: ClusterRole\nmetadata: { name: ${name}, labels: ${labels} }\n${rest}\n`;
const group = (name: string) => `{ kind: Group, name: "${name}" }`;
const user = (name: string) => `{ kind: User, name: "${name}" }`;
const ref = (name: string, kind = "ClusterRole") => `{ kind: ${kind}, name: ${name} }`;

const rbacOf = (text: string) => new Rbac(loadRbac(join(folderOf({ "rbac/all.yaml": text }), "rbac")));

/** What is bound, who asks what, and the verdict. */
const ROWS: readonly (readonly [what: string, text: string, subject: string, words: Words, verdict: string])[] = [
  [
    "a group in its namespace",
    binding("b", group("developers"), ref("view")),
    "dev",
    { verb: "get", what: "pods", namespace: "apps" },
    "yes",
  ],
  [
    "and in no other",
    binding("b", group("developers"), ref("view")),
    "dev",
    { verb: "get", what: "pods", namespace: "other" },
    "no",
  ],
  [
    "nor in all",
    binding("b", group("developers"), ref("view")),
    "dev",
    { verb: "get", what: "pods", allNamespaces: true },
    "no",
  ],
  [
    "a RoleBinding gives nothing that belongs to no namespace",
    binding("b", group("developers"), ref("cluster-admin")),
    "dev",
    { verb: "get", what: "nodes" },
    "no",
  ],
  [
    "a ClusterRoleBinding does",
    everywhere("b", group("developers"), ref("cluster-admin")),
    "dev",
    { verb: "get", what: "nodes" },
    "yes",
  ],
  [
    "another group",
    binding("b", group("admins"), ref("view")),
    "dev",
    { verb: "get", what: "pods", namespace: "apps" },
    "no",
  ],
  [
    "everybody with a name",
    binding("b", group("system:authenticated"), ref("view")),
    "kim",
    { verb: "get", what: "pods", namespace: "apps" },
    "yes",
  ],
  [
    "the group of the entry",
    binding("b", group(`eks-access-entry:${role("path/dev")}`), ref("view")),
    "dev",
    { verb: "get", what: "pods", namespace: "apps" },
    "yes",
  ],
  [
    "an IAM user by its ARN",
    binding("b", user("arn:aws:iam::111122223333:user/kim"), ref("view")),
    "kim",
    { verb: "get", what: "pods", namespace: "apps" },
    "yes",
  ],
  [
    "a session of a role",
    binding("b", user("arn:aws:sts::111122223333:assumed-role/dev/lee"), ref("view")),
    "dev",
    { verb: "get", what: "pods", namespace: "apps" },
    "yes",
  ],
  [
    "a role's own ARN is nobody's name",
    binding("b", user(role("path/dev")), ref("view")),
    "dev",
    { verb: "get", what: "pods", namespace: "apps" },
    "no",
  ],
  [
    "a username with the session",
    binding("b", user("ci:lee"), ref("view")),
    "named",
    { verb: "get", what: "pods", namespace: "apps" },
    "yes",
  ],
  [
    "a username without one",
    binding("b", user("ci:"), ref("view")),
    "named",
    { verb: "get", what: "pods", namespace: "apps" },
    "no",
  ],
  [
    "a service account of the binding's namespace",
    binding("b", "{ kind: ServiceAccount, name: ci }", ref("edit")),
    "pod:apps/ci",
    { verb: "delete", what: "pods", namespace: "apps" },
    "yes",
  ],
  [
    "a service account of another namespace",
    binding("b", "{ kind: ServiceAccount, name: ci, namespace: tools }", ref("edit")),
    "pod:apps/ci",
    { verb: "delete", what: "pods", namespace: "apps" },
    "no",
  ],
  [
    "a service account by its username",
    binding("b", user("system:serviceaccount:tools:ci"), ref("edit")),
    "pod:tools/ci",
    { verb: "create", what: "pods/eviction", namespace: "apps" },
    "yes",
  ],
  [
    "all service accounts of a namespace",
    binding("b", group("system:serviceaccounts:tools"), ref("edit")),
    "pod:tools/x",
    { verb: "create", what: "sa/token", namespace: "apps" },
    "yes",
  ],
  [
    "a ClusterRole that is not there",
    binding("b", group("developers"), ref("gone")),
    "dev",
    { verb: "get", what: "pods", namespace: "apps" },
    "cannot be said",
  ],
  [
    "it is not asked for elsewhere",
    binding("b", group("developers"), ref("gone")),
    "dev",
    { verb: "get", what: "pods", namespace: "other" },
    "no",
  ],
  [
    "a Role of another namespace is not meant",
    `${binding("b", group("developers"), ref("r", "Role"))}---\n${V1}\nkind: Role\nmetadata: { name: r, namespace: other }\nrules: [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }]\n`,
    "dev",
    { verb: "get", what: "pods", namespace: "apps" },
    "cannot be said",
  ],
  [
    "a Role of its namespace",
    `${binding("b", group("developers"), ref("r", "Role"))}---\n${V1}\nkind: Role\nmetadata: { name: r, namespace: apps }\nrules: [{ verbs: [get], apiGroups: [""], resources: ["*/log"] }]\n`,
    "dev",
    { verb: "get", what: "pods/log", namespace: "apps" },
    "yes",
  ],
  [
    "a name that the rule has",
    `${binding("b", group("developers"), ref("r"))}${clusterRole("r", 'rules: [{ verbs: [get], apiGroups: [""], resources: [pods], resourceNames: [web-1] }]')}`,
    "dev",
    { verb: "get", what: "pods", namespace: "apps", name: "web-1" },
    "yes",
  ],
  [
    "a name that it has not",
    `${binding("b", group("developers"), ref("r"))}${clusterRole("r", 'rules: [{ verbs: [get], apiGroups: [""], resources: [pods], resourceNames: [web-1] }]')}`,
    "dev",
    { verb: "get", what: "pods", namespace: "apps", name: "web-2" },
    "no",
  ],
  [
    "any name",
    `${binding("b", group("developers"), ref("r"))}${clusterRole("r", 'rules: [{ verbs: [get], apiGroups: [""], resources: [pods], resourceNames: [web-1] }]')}`,
    "dev",
    { verb: "get", what: "pods", namespace: "apps" },
    "no",
  ],
  [
    "no names mean all",
    `${binding("b", group("developers"), ref("r"))}${clusterRole("r", 'rules: [{ verbs: [get], apiGroups: [""], resources: [pods], resourceNames: [] }]')}`,
    "dev",
    { verb: "get", what: "pods", namespace: "apps" },
    "yes",
  ],
  [
    "a path",
    `${everywhere("b", group("developers"), ref("r"))}${clusterRole("r", 'rules: [{ verbs: [get], nonResourceURLs: ["/metrics/*"] }]')}`,
    "dev",
    { verb: "get", what: "/metrics/cadvisor" },
    "yes",
  ],
  [
    "a ClusterRole that edit takes up",
    `${binding("b", group("developers"), ref("edit"))}${clusterRole("w", "rules: [{ verbs: [get], apiGroups: [acme.example], resources: [widgets] }]", '{ rbac.authorization.k8s.io/aggregate-to-view: "true" }')}`,
    "dev",
    { verb: "get", what: "widgets.acme.example", namespace: "apps" },
    "yes",
  ],
  [
    "but view does not take up edit's",
    `${binding("b", group("developers"), ref("view"))}${clusterRole("w", "rules: [{ verbs: [get], apiGroups: [acme.example], resources: [widgets] }]", '{ rbac.authorization.k8s.io/aggregate-to-edit: "true" }')}`,
    "dev",
    { verb: "get", what: "widgets.acme.example", namespace: "apps" },
    "no",
  ],
  [
    "an aggregationRule replaces rules",
    `${binding("b", group("developers"), ref("all"))}${clusterRole("all", 'aggregationRule: { clusterRoleSelectors: [{ matchExpressions: [{ key: team, operator: In, values: [a] }, { key: x, operator: DoesNotExist }] }] }\nrules: [{ verbs: [delete], apiGroups: [""], resources: [pods] }]')}${clusterRole("part", 'rules: [{ verbs: [get], apiGroups: [""], resources: [pods] }]', "{ team: a }")}`,
    "dev",
    { verb: "delete", what: "pods", namespace: "apps" },
    "no",
  ],
  [
    "an aggregationRule takes up what fits",
    `${binding("b", group("developers"), ref("all"))}${clusterRole("all", "aggregationRule: { clusterRoleSelectors: [{ matchExpressions: [{ key: team, operator: In, values: [a] }, { key: x, operator: DoesNotExist }] }] }\nrules: null")}${clusterRole("part", 'rules: [{ verbs: [get], apiGroups: [""], resources: [pods] }]', "{ team: a }")}`,
    "dev",
    { verb: "get", what: "pods", namespace: "apps" },
    "yes",
  ],
  [
    "ClusterRoles that take up each other end",
    `${binding("b", group("developers"), ref("one"))}${clusterRole("one", "aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: b } }] }", "{ a: b }")}${clusterRole("two", "aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: b } }] }", "{ a: b }")}`,
    "dev",
    { verb: "get", what: "pods", namespace: "apps" },
    "no",
  ],
  ["what every cluster gives", "", "kim", { verb: "get", what: "/version" }, "yes"],
  [
    "RBAC writes bindings of what it gives",
    binding("b", group("developers"), ref("admin")),
    "dev",
    { verb: "create", what: "rolebindings", namespace: "apps" },
    "yes",
  ],
  [
    "an access policy does not",
    binding("b", group("developers"), ref("admin"), "team-b"),
    "admin-b",
    { verb: "create", what: "rolebindings", namespace: "team-b" },
    "cannot be said",
  ],
  [
    "unless bind is allowed",
    `${binding("b", group(`eks-access-entry:${role("admin-b")}`), ref("r"), "team-b")}${clusterRole("r", "rules: [{ verbs: [bind], apiGroups: [rbac.authorization.k8s.io], resources: [roles, clusterroles] }]")}`,
    "admin-b",
    { verb: "create", what: "rolebindings", namespace: "team-b" },
    "yes",
  ],
];

test.each(ROWS)("%s", (_, text, subject, words, verdict) => {
  const [answer] = can(FILES, subject, words, { rbac: rbacOf(text || clusterRole("none", "rules: []")) });
  expect(answer?.verdict).toBe(verdict);
});

test("an answer names the binding and the rule", () => {
  const text = `${binding("b", group("developers"), ref("r"))}${clusterRole("r", 'rules: [{ verbs: [get], apiGroups: [""], resources: [pods], resourceNames: [web-1] }]')}`;
  const rbac = rbacOf(text);
  const ask = (words: Partial<Words>) =>
    bare(answersText(can(FILES, "dev", { verb: "get", what: "pods", namespace: "apps", ...words }, { rbac })));
  expect(ask({ name: "web-1" })).toBe(`yes: ${role("path/dev")} may get pods named web-1 in apps on demo
  because RoleBinding b with ClusterRole r for the group developers, in apps (rbac/all.yaml:2:1)
  rule: get of pods: web-1 only (rbac/all.yaml:11:9)
not looked at: admission, nodes, entries that others make, and what else is bound in the cluster
`);
  expect(ask({})).toBe(`no: ${role("path/dev")} may not get pods in apps on demo
  RoleBinding b with ClusterRole r for the group developers, in apps, has get (web-1 only) of pods (rbac/all.yaml:2:1)
not looked at: admission, nodes, entries that others make, and what else is bound in the cluster
`);
});

test("who may, service accounts that are bound among them", () => {
  const text = `${binding("b", `${group("developers")}, { kind: ServiceAccount, name: ci }`, ref("edit"))}${everywhere("c", "{ kind: ServiceAccount, name: op, namespace: ops }", ref("cluster-admin"))}`;
  expect(who(FILES, { verb: "get", what: "secrets", namespace: "apps" }, { rbac: rbacOf(text) })).toEqual([
    `yes: ${role("path/dev")}`,
    "yes: pods of apps/ci",
    "yes: pods of ops/op",
  ]);
});

describe("manifests", () => {
  const load = (files: Readonly<Record<string, string>>, source = "rbac") => {
    const folder = folderOf(files);
    try {
      return loadRbac(join(folder, source)).map(
        ({ object, locationOf }) =>
          `${object.kind} ${object.metadata.name} ${locationOf([]).replace(`${folder}/`, "")}`,
      );
    } catch (error) {
      if (error instanceof ConfigError) return error.lines.map((line) => line.replaceAll(`${folder}/`, ""));
      throw error;
    }
  };

  test("are found in lists, in JSON, in folders, among other objects whatever these hold", () => {
    const files = {
      "rbac/a.yaml": `# nothing\n---\n---\nkind: ConfigMap\ndata: { a: "\u200b", b: 0777, b: 1, <<: {} }\n${clusterRole("one", "rules: []")}`,
      "rbac/deep/b.yml": `apiVersion: v1\nkind: List\nitems:\n- kind: Secret\n- ${clusterRole("two", "rules: []").slice(4).replaceAll("\n", "\n  ")}\n`,
      "rbac/deep/c.json": JSON.stringify({
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "RoleList",
        items: [{ metadata: { name: "three", namespace: "a" }, rules: [] }],
      }),
      "rbac/notes.txt": "{{",
    };
    expect(load(files)).toEqual([
      "ClusterRole one rbac/a.yaml:7:1",
      "ClusterRole two rbac/deep/b.yml:5:3",
      "Role three rbac/deep/c.json:1:73",
    ]);
    expect(load(files, "rbac/a.yaml")).toEqual(["ClusterRole one rbac/a.yaml:7:1"]);
  });

  test.each([
    [
      "a wrong type",
      clusterRole("a", "rules: { verbs: [get] }"),
      "rbac/x.yaml:5:1 rules: a list, got a mapping [wrong-type]",
    ],
    [
      "a rule without verbs",
      clusterRole("a", "rules: [{ resources: [pods] }]"),
      "rbac/x.yaml:5:9 rules[0].verbs: required: a list [required]",
    ],
    [
      "a number in place of a verb",
      clusterRole("a", "rules: [{ verbs: [[1]] }]"),
      "rbac/x.yaml:5:19 rules[0].verbs[0]: text, got a list [wrong-type]",
    ],
    [
      "an old version",
      "apiVersion: rbac.authorization.k8s.io/v1beta1\nkind: ClusterRole\nmetadata: { name: a }\n",
      'rbac/x.yaml:1:1 apiVersion: only rbac.authorization.k8s.io/v1, got "rbac.authorization.k8s.io/v1beta1"; did you mean "rbac.authorization.k8s.io/v1"? [unknown-value]',
    ],
    [
      "no namespace",
      `${V1}\nkind: Role\nmetadata: { name: a }\n`,
      "rbac/x.yaml:3:1 metadata.namespace: required: text [required]",
    ],
    [
      "a pattern as namespace",
      binding("b", group("g"), ref("view"), '"*"'),
      'rbac/x.yaml:4:22 metadata.namespace: a namespace is lower-case letters, digits and -, and begins and ends with a letter or digit, got "*"; write "apps" [service-account-namespace]',
    ],
    [
      "a subject of another kind",
      binding("b", "{ kind: Pod, name: a }", ref("view")),
      'rbac/x.yaml:5:14 subjects[0].kind: one of User, Group or ServiceAccount, got "Pod" [unknown-value]',
    ],
    [
      "a ClusterRoleBinding of a Role",
      everywhere("b", group("g"), ref("r", "Role")),
      'rbac/x.yaml:6:12 roleRef.kind: only ClusterRole, got "Role" [unknown-value]',
    ],
    ["no metadata", `${V1}\nkind: ClusterRole\n`, "rbac/x.yaml:1:1 metadata: required: a mapping [required]"],
    [
      "a key twice",
      `${V1}\nkind: ClusterRole\nmetadata: { name: a, name: b }\n`,
      'rbac/x.yaml:3:22: the key "name" stands here twice, first in line 3; keep one [duplicate-key]',
    ],
    ["no YAML", "kind: Role\n  a: b\n", /^rbac\/x\.yaml:\d:\d: not YAML: .* \[not-yaml\]$/],
    [
      "a template",
      `${V1}\nkind: Role\nmetadata: { name: {{ .Values.name }} }\n`,
      "rbac/x.yaml: a template, and no manifest; render it first, as by helm template [foreign-document]",
    ],
    [
      "a cycle",
      `${V1}\nkind: ClusterRole\nmetadata: &a { name: x, labels: *a }\n`,
      /the alias \*a stands for a value that contains it/,
    ],
    [
      "one object twice",
      `${clusterRole("a", "rules: []")}${clusterRole("a", "rules: []")}`,
      'rbac/x.yaml:9:13 metadata.name: ClusterRole "a" stands here twice, first at rbac/x.yaml:2:1; give the manifests of one cluster [duplicate-key]',
    ],
  ] as const)("with %s are refused, with the place", (_, text, line) => {
    const lines = load({ "rbac/x.yaml": text });
    expect(lines[0]).toEqual(typeof line === "string" ? line : expect.stringMatching(line));
  });

  test("of any shape are read or refused, and never fail otherwise", () => {
    const file = join(folderOf({ "rbac/x.json": "" }), "rbac/x.json");
    const part = fc.jsonValue({ maxDepth: 2 });
    const or = <T>(right: fc.Arbitrary<T>) =>
      fc.oneof({ arbitrary: right, weight: 6 }, { arbitrary: part as fc.Arbitrary<T | fc.JsonValue>, weight: 1 });
    const some = <T>(item: fc.Arbitrary<T>) => or(fc.array(item, { maxLength: 2 }));
    const shape = fc.record(
      {
        apiVersion: or(fc.constant("rbac.authorization.k8s.io/v1")),
        kind: or(fc.constantFrom("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "List", "RoleList")),
        metadata: or(fc.record({ name: or(fc.constant("a")), namespace: or(fc.constant("a")) })),
        rules: some(or(fc.record({ verbs: part, apiGroups: part, resources: part }))),
        subjects: some(or(fc.record({ kind: fc.constantFrom("User", "Group"), name: or(fc.constant("a")) }))),
        roleRef: or(fc.record({ kind: fc.constant("ClusterRole"), name: or(fc.constant("a")) })),
        aggregationRule: or(
          fc.record({ clusterRoleSelectors: some(or(fc.record({ matchLabels: part, matchExpressions: part }))) }),
        ),
        items: part,
      },
      { requiredKeys: ["kind", "apiVersion", "metadata", "roleRef"] },
    );
    let read = 0;
    fc.assert(
      fc.property(shape, (value) => {
        writeFileSync(file, JSON.stringify(value));
        try {
          const manifests = loadRbac(file);
          new Rbac(manifests).holdingsOf({ usernames: ["a"], groups: ["a"] });
          read += manifests.length;
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
          if (error instanceof ConfigError) for (const line of error.lines) expect(line).toContain("/x.json:");
        }
      }),
      { numRuns: 200 },
    );
    expect(read).toBeGreaterThan(5);
  });

  test("that are too deep or too large are refused", () => {
    expect(load({ "rbac/x.yaml": `kind: Role\na: ${"[".repeat(200)}` })[0]).toContain("at most 64 levels");
    expect(load({ "rbac/x.json": " ".repeat(16 * 1024 * 1024 + 1) })[0]).toContain(
      "at most 16,777,216 bytes in a file",
    );
  });

  test("that are not there are refused", () => {
    expect(load({ "rbac/x.txt": "" })).toEqual(["rbac: no file that ends in .yaml, .yml or .json in this folder"]);
    expect(load({}, "rbac")).toEqual([
      "rbac: cannot be read: it is not there, was removed meanwhile, or is a link to nothing (ENOENT)",
    ]);
  });
});

import { QuestionError, questionOf, type Words } from "../../lib/prove/question";
import { answersText, whoText } from "../../lib/prove/text";
import { bare, can, HEAD, role, who } from "./prove";

const FILES = {
  "clusters/demo.yaml": `${HEAD}access:
  team-a:
    principal: ${role("team-a")}
    policies:
      - { policy: AmazonEKSEditPolicy, namespaces: [team-a, "team-a-*"] }
      - AmazonEKSViewPolicy
  audit: { principal: "${role("audit")}", policies: [AmazonEKSAdminViewPolicy] }
  dev: { principal: "${role("path/dev")}", groups: [developers] }
  none: { principal: "${role("none")}" }
  admin-b:
    principal: ${role("admin-b")}
    policies: [{ policy: AmazonEKSAdminPolicy, namespaces: [team-b] }]
  batch: { principal: "${role("batch")}", policies: [AmazonAIOpsAssistantPolicy] }
  ops: { principal: "${role("ops")}", policies: [AmazonEKSClusterAdminPolicy] }
  argo:
    principal: ${role("argo")}
    entry: by-eks
    policies: [AmazonEKSViewPolicy]
nodeRoles:
  workers: { kind: self-managed }
cluster: { authenticationMode: API }
`,
};

/** The verdicts on a policy: in its namespace, in another one, and for the whole cluster, each at both scopes. */
function verdictsOf(policy: string, verb: string, what: string, isClusterScoped = false): string {
  const ask = (scope: string, words: Partial<Words>) => {
    const files = {
      "clusters/demo.yaml": `${HEAD}access:\n  x: { principal: "${role("x")}", policies: [${scope}] }\n`,
    };
    return can(files, "x", { verb, what, ...words })[0]?.verdict;
  };
  const asked = isClusterScoped ? [{}] : [{ namespace: "team" }, { namespace: "other" }, { allNamespaces: true }];
  return [policy, `{ policy: ${policy}, namespaces: [team] }`]
    .map((scope) => asked.map((words) => ask(scope, words)).join(" "))
    .join(" / ");
}

const BOTH = "yes yes yes / yes no no";
const NEVER = "no no no / no no no";

describe("what a policy allows, in the whole cluster / in one namespace", () => {
  test.each([
    ["AmazonEKSViewPolicy", "list", "po", BOTH],
    ["AmazonEKSViewPolicy", "get", "pods/log", BOTH],
    ["AmazonEKSViewPolicy", "get", "pods/exec", NEVER],
    ["AmazonEKSViewPolicy", "get", "secrets", NEVER],
    ["AmazonEKSViewPolicy", "get", "deploy", BOTH],
    ["AmazonEKSViewPolicy", "delete", "pods", NEVER],
    ["AmazonEKSEditPolicy", "delete", "pods", BOTH],
    ["AmazonEKSEditPolicy", "create", "pods/exec", BOTH],
    ["AmazonEKSEditPolicy", "get", "secrets", BOTH],
    ["AmazonEKSEditPolicy", "impersonate", "sa", BOTH],
    ["AmazonEKSEditPolicy", "patch", "deployments/scale", BOTH],
    ["AmazonEKSEditPolicy", "create", "pods/eviction", NEVER],
    ["AmazonEKSEditPolicy", "create", "sa/token", NEVER],
    ["AmazonEKSEditPolicy", "get", "rolebindings", NEVER],
    ["AmazonEKSAdminPolicy", "delete", "rolebindings", BOTH],
    ["AmazonEKSAdminPolicy", "create", "localsubjectaccessreviews", BOTH],
    ["AmazonEKSAdminPolicy", "bind", "roles", NEVER],
    ["AmazonEKSClusterAdminPolicy", "escalate", "roles", BOTH],
    ["AmazonEKSClusterAdminPolicy", "delete", "widgets.acme.example", BOTH],
    ["AmazonEKSSecretReaderPolicy", "watch", "secrets", BOTH],
    ["AmazonEKSSecretReaderPolicy", "update", "secrets", NEVER],
    ["AmazonEKSArgoCDPolicy", "sign", "secrets", BOTH],
    ["AmazonEKSACKPolicy", "delete", "buckets.s3.services.k8s.aws", BOTH],
    ["AmazonEKSACKPolicy", "delete", "buckets.services.example", NEVER],
    ["AmazonEKSACKPolicy", "create", "leases", BOTH],
    ["AmazonEKSACKPolicy", "delete", "leases", NEVER],
  ])("%s: %s %s: %s", (policy, verb, what, verdicts) => {
    expect(verdictsOf(policy, verb, what)).toBe(verdicts);
  });

  test.each([
    ["AmazonEKSViewPolicy", "get", "ns", "yes / no"],
    ["AmazonEKSViewPolicy", "get", "nodes", "no / no"],
    ["AmazonEKSAdminViewPolicy", "get", "nodes", "yes / no"],
    ["AmazonEKSAdminViewPolicy", "get", "nodes/proxy", "cannot be said / no"],
    ["AmazonEKSAdminViewPolicy", "get", "/metrics", "no / no"],
    ["AmazonEKSClusterAdminPolicy", "get", "/metrics", "yes / no"],
    // every cluster gives that to everybody
    ["AmazonEKSViewPolicy", "get", "/apis/apps", "yes / yes"],
    ["AmazonEKSArgoCDClusterPolicy", "get", "/metrics", "no / no"],
    ["AmazonEKSClusterAdminPolicy", "create", "clusterrolebindings", "yes / no"],
    ["AWSBackupFullAccessPolicyForRestore", "create", "clusterroles", "yes / no"],
  ])("%s: %s %s: %s", (policy, verb, what, verdicts) => {
    expect(verdictsOf(policy, verb, what, true)).toBe(verdicts);
  });
});

describe("an answer", () => {
  test.each<[string, Words, string]>([
    [
      "team-a",
      { verb: "delete", what: "pods", namespace: "team-a-dev" },
      `yes: ${role("team-a")} may delete pods in team-a-dev on demo
  because AmazonEKSEditPolicy, in team-a, team-a-* (clusters/demo.yaml:7:11)
  rule: create, delete, deletecollection, patch, update of pods, pods/attach, pods/exec, pods/portforward and pods/proxy
not looked at: admission, nodes, entries that others make, and what else is bound in the cluster
`,
    ],
    [
      `principal:${role("team-a")}`,
      { verb: "delete", what: "deploy", namespace: "team-b" },
      `no: ${role("team-a")} may not delete deployments.apps in team-b on demo
  AmazonEKSEditPolicy holds in team-a, team-a-* only (clusters/demo.yaml:7:11)
  AmazonEKSViewPolicy, in the whole cluster, has get, list and watch of deployments.apps (clusters/demo.yaml:8:9)
not looked at: admission, nodes, entries that others make, and what else is bound in the cluster
`,
    ],
    [
      "dev",
      { verb: "get", what: "pods", allNamespaces: true },
      `cannot be said: whether ${role("path/dev")} may get pods in all namespaces on demo
  what the group developers may do stands in the cluster; give its manifests: --rbac <folder> (clusters/demo.yaml:10:73)
`,
    ],
    [
      "arn:aws:sts::111122223333:assumed-role/dev/kim",
      { verb: "get", what: "/metrics" },
      `cannot be said: whether ${role("path/dev")} may get /metrics on demo
  what the group developers may do stands in the cluster; give its manifests: --rbac <folder> (clusters/demo.yaml:10:73)
`,
    ],
    [
      "audit",
      { verb: "get", what: "pods/exec", namespace: "a" },
      `cannot be said: whether ${role("audit")} may get pods/exec in a on demo
  AmazonEKSAdminViewPolicy, in the whole cluster: by AWS's page it may also get pods/exec and nodes/proxy, which AWS's support denies (clusters/demo.yaml:9:74)
`,
    ],
    [
      "admin-b",
      { verb: "create", what: "rolebindings", namespace: "team-b" },
      `cannot be said: whether ${role("admin-b")} may create rolebindings.rbac.authorization.k8s.io in team-b on demo
  AmazonEKSAdminPolicy, in team-b (clusters/demo.yaml:14:18)
  rule: create, delete, deletecollection, get, list, patch, update, watch of rolebindings.rbac.authorization.k8s.io and roles.rbac.authorization.k8s.io
  that allows the request, but Kubernetes refuses rolebindings that give more than RBAC gives to who writes them, and access policies do not count there; only bind does without
`,
    ],
    [
      "batch",
      { verb: "get", what: "pods", namespace: "a" },
      `cannot be said: whether ${role("batch")} may get pods in a on demo
  AmazonAIOpsAssistantPolicy, in the whole cluster: AWS publishes no rules of it (clusters/demo.yaml:15:74)
`,
    ],
    [
      "argo",
      { verb: "delete", what: "pods", namespace: "a" },
      `cannot be said: whether ${role("argo")} may delete pods in a on demo
  EKS makes the entry, and may give it more than these files say, such as AmazonEKSACKPolicy, AmazonEKSArgoCDClusterPolicy, AmazonEKSArgoCDPolicy or AmazonEKSKROPolicy (clusters/demo.yaml:17:3)
`,
    ],
    [
      "none",
      { verb: "get", what: "pods", namespace: "a" },
      `no: ${role("none")} may not get pods in a on demo
not looked at: admission, nodes, entries that others make, and what else is bound in the cluster
`,
    ],
    [
      role("nobody"),
      { verb: "get", what: "pods", namespace: "a" },
      `no: ${role("nobody")} may not get pods in a on demo
  no access entry, so the API server answers 401
not looked at: admission, nodes, entries that others make, and what else is bound in the cluster
`,
    ],
    [
      "pod:apps/backend",
      { verb: "get", what: "pods", namespace: "a" },
      `cannot be said: whether pods of apps/backend may get pods in a on demo
  what the service account may do stands in the cluster; give its manifests: --rbac <folder>
`,
    ],
    [
      "node:workers",
      { verb: "get", what: "pods", namespace: "a" },
      `cannot be said: whether nodes of workers may get pods in a on demo
  Kubernetes decides by node, for itself and its own pods
`,
    ],
  ])("about %s and %j", (subject, words, text) => {
    expect(bare(answersText(can(FILES, subject, words)))).toBe(text);
  });

  test("on several clusters names the ARN once in full", () => {
    const file = `${HEAD}access:\n  a: { principal: "${role("a")}", policies: [AmazonEKSSecretReaderPolicy] }\n`;
    const files = { "clusters/one.yaml": file, "clusters/two.yaml": file, "clusters/three.yaml": HEAD };
    expect(bare(answersText(can(files, "a", { verb: "list", what: "secrets", namespace: "x" })))).toBe(
      `yes: ${role("a")} may list secrets in x on one
  because AmazonEKSSecretReaderPolicy, in the whole cluster (clusters/one.yaml:4:66)
  rule: get, list, watch of secrets
yes: role/a may list secrets in x on two
  because AmazonEKSSecretReaderPolicy, in the whole cluster (clusters/two.yaml:4:66)
  rule: get, list, watch of secrets
not looked at: admission, nodes, entries that others make, and what else is bound in the cluster
`,
    );
  });
});

test("who may: everybody but those who may not, with those of whom it cannot be said", () => {
  expect(who(FILES, { verb: "get", what: "secrets", namespace: "team-b" })).toEqual([
    `yes: ${role("admin-b")}`,
    `cannot be said: ${role("argo")}`,
    `yes: ${role("audit")}`,
    `cannot be said: ${role("batch")}`,
    `yes: ${role("ops")}`,
    `cannot be said: ${role("path/dev")}`,
  ]);
  expect(whoText(questionOf({ verb: "get", what: "nodes" }), [])).toBe(
    `nobody may get nodes, by these files
not looked at: admission, nodes, entries that others make, and what else is bound in the cluster
`,
  );
  const open = can(FILES, "dev", { verb: "get", what: "nodes" });
  expect(bare(whoText(questionOf({ verb: "get", what: "nodes" }), open))).toBe(
    `cannot be said: whether ${role("path/dev")} may get nodes on demo
  what the group developers may do stands in the cluster; give its manifests: --rbac <folder> (clusters/demo.yaml:10:73)
of all others the answer is no, by these files
not looked at: admission, nodes, entries that others make, and what else is bound in the cluster
`,
  );
});

describe("refused", () => {
  test.each<[Words, string]>([
    [
      { verb: "exec", what: "pods" },
      'or an action of AWS with a colon, such as s3:GetObject, got "exec"; ask for create pods/exec',
    ],
    [{ verb: "gett", what: "pods" }, 'got "gett"; did you mean "get"?'],
    [{ verb: "", what: "pods" }, 'got ""'],
    [{ verb: "get" }, "get of what? Write a resource, such as pods"],
    [
      { verb: "get", what: "deployment", namespace: "a" },
      'Kubernetes has no resource "deployment"; did you mean "deployments"?',
    ],
    [
      { verb: "get", what: "widgets", namespace: "a" },
      'Kubernetes has no resource "widgets"; a resource of your own is written as <plural>.<group>',
    ],
    [
      { verb: "get", what: "deployment.apps", namespace: "a" },
      'Kubernetes has no resource "deployment.apps"; did you mean "deployments"?',
    ],
    [
      { verb: "get", what: "a b", namespace: "a" },
      'a resource is written as pods, pods/exec or <plural>.<group>, got "a b"',
    ],
    [
      { verb: "get", what: "pods/exce", namespace: "a" },
      'pods has no part "exce"; did you mean "exec"?; write an object\'s name by itself',
    ],
    [{ verb: "get", what: "pods" }, "pods belong to a namespace; name it, or ask for all namespaces"],
    [{ verb: "get", what: "nodes", namespace: "a" }, 'nodes belong to no namespace, got "a"; leave the namespace out'],
    [
      { verb: "get", what: "/metrics", namespace: "a" },
      "/metrics is a path, which belongs to no namespace; leave the namespace out",
    ],
    [{ verb: "get", what: "pods", namespace: "Team" }, "a namespace is lower-case letters"],
    [
      { verb: "get", what: "pods", namespace: "a", context: { a: "b" } },
      "a context is for actions of AWS; leave it out",
    ],
  ])("%j", (words, message) => {
    expect(() => questionOf(words)).toThrow(QuestionError);
    expect(() => questionOf(words)).toThrow(message);
  });

  test.each([
    ["team-b", 'no item of access has the key "team-b"; did you mean "team-a"?'],
    ["principal:", "principal: of whom? Write a name behind it"],
    ["pod:apps", 'pods are named by their service account, pod:<namespace>/<name>, got "pod:apps"'],
    ["node:worker", 'no nodes have the key "worker"; did you mean "workers"?'],
    ["arn:aws:s3:::bucket", 'the ARN of a role or a user, got "arn:aws:s3:::bucket"'],
  ])("the subject %s", (subject, message) => {
    expect(() => can(FILES, subject, { verb: "get", what: "nodes" })).toThrow(new QuestionError(message));
  });
});

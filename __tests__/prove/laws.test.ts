import { join } from "node:path";
import { ConfigError } from "../../lib/load/config-error";
import { loadProofs } from "../../lib/load/proofs";
import { prove } from "../../lib/prove/laws";
import { QuestionError } from "../../lib/prove/question";
import { lawsText, lawText } from "../../lib/prove/text";
import { folderOf } from "../support/files";
import { loaded } from "../support/loaded";
import { bare, HEAD, role } from "./prove";

const FILES = {
  "clusters/demo.yaml": `${HEAD}access:
  team-a: { principal: "${role("team-a")}", policies: [{ policy: AmazonEKSEditPolicy, namespaces: [team-a] }] }
  ops: { principal: "${role("ops")}", policies: [AmazonEKSClusterAdminPolicy] }
  dev: { principal: "${role("dev")}", groups: [developers] }
nodeRoles:
  workers: { kind: managed }
workloads:
  backend:
    serviceAccount: team-a/backend
    role:
      inlinePolicies:
        q: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:PutObject", Resource: "arn:aws:s3:::queue/*" }] }
cluster: { authenticationMode: API }
`,
  "clusters/other.yaml": `${HEAD}access:
  team-a: { principal: "${role("team-a")}", policies: [AmazonEKSViewPolicy] }
cluster: { authenticationMode: API }
`,
};

function proved(laws: string) {
  const { laws: read, locationOf } = loadProofs(join(folderOf({ "rbac/proofs.yaml": laws }), "rbac/proofs.yaml"));
  const { plans } = loaded(FILES);
  return read.map((law, index) => ({ location: locationOf([index]), law, ...prove(law, plans, {}) }));
}

test.each([
  ["{ who: team-a, may: get pods, in: team-a }", "holds"],
  ["{ who: team-a, may: get pods, in: team-b }", "is broken"],
  ["{ who: team-a, may: get pods, in: team-b, cluster: other }", "holds"],
  ['{ who: team-a, may: get pods, in: "*", cluster: other }', "holds"],
  ['{ who: team-a, mayNot: delete pods, in: "*" }', "holds"],
  ["{ who: team-a, mayNot: delete pods, in: team-a }", "is broken"],
  ["{ who: team-a, mayNot: delete pods, in: team-a, name: web }", "is broken"],
  ["{ who: dev, mayNot: get pods, in: team-a }", "cannot be said"],
  ["{ who: dev, may: get pods, in: team-a }", "cannot be said"],
  ["{ nobody: true, may: get nodes }", "is broken"],
  ["{ nobody: { except: [ops] }, may: get nodes }", "cannot be said"],
  ["{ nobody: { except: [ops, dev, team-a] }, may: get nodes, cluster: other }", "holds"],
  ["{ nobody: { except: [ops, dev, 'node:workers'] }, may: delete nodes, cluster: demo }", "holds"],
  ['{ pod: team-a/backend, may: "s3:PutObject", on: "arn:aws:s3:::queue/a" }', "is broken"],
  ['{ pod: team-a/backend, may: "s3:PutObject", on: "arn:aws:s3:::queue/a", cluster: demo }', "holds"],
  ['{ pod: team-a/backend, mayNot: "s3:DeleteObject", on: "arn:aws:s3:::queue/*", cluster: demo }', "holds"],
  ['{ node: workers, mayNot: "s3:DeleteObject", on: "arn:aws:s3:::queue/*" }', "cannot be said"],
  [
    '{ nobody: { except: ["pod:team-a/backend", "node:workers"] }, may: "s3:PutObject", on: "arn:aws:s3:::queue/*" }',
    "holds",
  ],
  [
    '{ nobody: { except: ["pod:team-a/backend", "node:workers"] }, may: "s3:PutObject", on: "arn:aws:s3:::queue/*", through: true }',
    "is broken",
  ],
  [
    '{ nobody: { except: ["pod:team-a/backend", "node:workers", team-a, ops, dev] }, may: "s3:PutObject", on: "arn:aws:s3:::queue/*", through: true }',
    "holds",
  ],
])("%s %s", (law, verdict) => {
  // a pod without a role on the other cluster is in doubt there
  expect(proved(`- ${law}\n`).map((one) => one.verdict)).toEqual([
    law.startsWith("{ pod") && !law.includes("cluster") ? "cannot be said" : verdict,
  ]);
});

test("the text has what does not hold, with the place and the lines that decide", () => {
  const laws = `- { who: team-a, may: get pods, in: team-a }
- { who: team-a, mayNot: delete pods, in: team-a, because: "pods | are ours" }
- { who: dev, mayNot: get pods, in: team-a }
`;
  expect(bare(lawsText(proved(laws)))).toBe(`rbac/proofs.yaml:2:3: broken: pods | are ours
  yes: ${role("team-a")} may delete pods in team-a on demo
    because AmazonEKSEditPolicy, in team-a (clusters/demo.yaml:4:78)
    rule: create, delete, deletecollection, patch, update of pods, pods/attach, pods/exec, pods/portforward and pods/proxy
rbac/proofs.yaml:3:3: cannot be said
  cannot be said: whether ${role("dev")} may get pods in team-a on demo
    what the group developers may do stands in the cluster; give its manifests: --rbac <folder> (clusters/demo.yaml:6:68)
1 of 3 laws hold, 1 broken, of 1 it cannot be said
`);
  expect(lawsText(proved("- { who: ops, may: get nodes }"))).toBe("1 of 1 law holds, 0 broken\n");
});

test.each([
  ["{ who: team-x, may: get nodes }", 'no item of access has the key "team-x"; did you mean "team-a"?'],
  ["{ may: get nodes }", "exactly one of who, pod, node and nobody, got none"],
  ["{ who: ops, pod: a/b, may: get nodes }", "exactly one of who, pod, node and nobody, got who and pod"],
  ["{ who: ops }", "exactly one of may and mayNot, got none"],
  ["{ nobody: true, mayNot: get nodes }", "nobody may not: that is everybody; write may"],
  ["{ who: ops, may: get pods now, in: a }", 'a verb and a resource, got "get pods now"'],
  ["{ who: ops, may: get pods, on: x }", "on is for actions of AWS; a resource of Kubernetes stands behind the verb"],
  ["{ who: ops, may: get pods }", "pods belong to a namespace; name it, or ask for all namespaces"],
  ["{ who: ops, may: get nodes, cluster: dem }", 'no cluster is named "dem"; did you mean "demo"?'],
])("%s makes no sense", (law, message) => {
  expect(() => proved(`- ${law}\n`)).toThrow(new QuestionError(message));
});

test.each([
  ["[]\n", "proofs.yaml:1:1: a law is needed, got an empty list [wrong-type]"],
  ["", "proofs.yaml:1:1: a list, got nothing [wrong-type]"],
  ["who: a\n", "proofs.yaml:1:1: a list, got a mapping [wrong-type]"],
  [
    "- { who: ops, may_not: get nodes }\n",
    'proofs.yaml:1:15 [0].may_not: unknown key "may_not"; write mayNot [unknown-key]',
  ],
  ["- { who: [ops], may: get nodes }\n- x\n", "proofs.yaml:1:5 [0].who: text, got a list [wrong-type]"],
  [
    "- { nobody: { excep: [ops] }, may: get nodes }\n",
    'proofs.yaml:1:15 [0].nobody.excep: unknown key "excep"; did you mean "except"? [unknown-key]',
  ],
  ["- {\n", /^proofs\.yaml:2:1: not YAML: .* \[not-yaml\]$/],
])("%j is refused, with its place", (text, line) => {
  const folder = folderOf({ "proofs.yaml": text });
  try {
    loadProofs(join(folder, "proofs.yaml"));
    throw new Error("read");
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    const lines = error instanceof ConfigError ? error.lines.map((one) => one.replaceAll(`${folder}/`, "")) : [];
    expect(lines).toContainEqual(typeof line === "string" ? line : expect.stringMatching(line));
  }
});

test.each([
  [[], "nobody may get nodes"],
  [["ops"], "nobody but ops may get nodes"],
  [["ops", "dev"], "nobody but ops and dev may get nodes"],
])("a law that excepts %j reads: %s", (except, text) => {
  expect(lawText({ nobody: { except }, may: "get nodes" })).toBe(text);
});

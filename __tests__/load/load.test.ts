import { join } from "node:path";
import { load } from "../../lib/load/load";
import { folderOf } from "../support/files";
import { refused } from "../support/loaded";

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const NODE_CLASS = (role: string) => `
nodeClasses:
  gpu:
    role: ${role}
    spec:
      subnetSelectorTerms: [{ id: subnet-1 }]
      securityGroupSelectorTerms: [{ id: sg-1 }]
`;

/** The lines a user would read of a folder of clusters. */
const refusals = (files: Readonly<Record<string, string>>): string[] => refused(files, "");

describe("places", () => {
  test("a problem stands at the line and column of its key", () => {
    expect(refusals({ "demo.yaml": `${HEAD}${NODE_CLASS("{ name: team/gpu }")}` })).toEqual([
      'demo.yaml:6:13 nodeClasses.gpu.role.name: a role name is made of letters, digits and _+=,.@-, got "team/gpu"; a path does not belong into the name; write it as path, or as iam.path for all roles [role-name]',
    ]);
  });

  test("what is missing stands where it should be", () => {
    expect(
      refusals({
        "demo.yaml": `${HEAD}nodeClasses:\n  gpu:\n    spec:\n      subnetSelectorTerms: [{ id: subnet-1 }]\n`,
      }),
    ).toEqual([
      "demo.yaml:5:5 nodeClasses.gpu.spec.securityGroupSelectorTerms: required: a list; write one term by id, name or tags, and tags instead of many ids [required]",
    ]);
  });

  test("an item of a list stands at its own line", () => {
    const terms = "      subnetSelectorTerms:\n        - id: subnet-1\n        - id: sg-1\n";
    expect(
      refusals({
        "demo.yaml": `${HEAD}nodeClasses:\n  gpu:\n    spec:\n${terms}      securityGroupSelectorTerms: [{ id: sg-1 }]\n`,
      }),
    ).toEqual([
      'demo.yaml:8:11 nodeClasses.gpu.spec.subnetSelectorTerms[1].id: a subnet id is subnet- and lower-case letters and digits behind it, got "sg-1"; to select by name write tags: { Name: … } [selector-id]',
    ]);
  });

  test("problems come in the order of the lines, files by name", () => {
    expect(
      refusals({
        "b.yaml": "account: 1\nregion: EU\n",
        "a.yaml": `name: "-"\n${HEAD}`,
      }).map((line) => line.split(" ")[0]),
    ).toEqual(["a.yaml:1:1", "b.yaml:1:1", "b.yaml:2:1"]);
  });

  test("an alias leads to what it stands for", () => {
    const text = `${HEAD}tags: &t { A: 1 }\nnodeClasses: {}\nterraform: { backend: *t }\n`;
    expect(refusals({ "demo.yaml": text })[0]).toBe(
      'demo.yaml:3:12 tags.A: text, got 1 (a number); write it in quotes: "1" [wrong-type]',
    );
  });
});

describe("YAML", () => {
  test("R901 what is not YAML is refused with its place", () => {
    expect(refusals({ "demo.yaml": `${HEAD}tags: { a: b\n` })).toEqual([
      expect.stringMatching(/^demo\.yaml:\d+:\d+: not YAML: Flow map.* \[not-yaml\]$/),
    ]);
  });

  test("R901 two documents in one file are refused", () => {
    expect(refusals({ "demo.yaml": `${HEAD}---\n${HEAD}` })).toEqual([
      "demo.yaml:3:1: not YAML: a file holds one document, and another begins here [not-yaml]",
    ]);
  });

  test("R902 a key twice in one mapping is refused with both lines", () => {
    expect(refusals({ "demo.yaml": `${HEAD}tags:\n  Team: a\n  Team: b\n` })).toEqual([
      'demo.yaml:5:3: the key "Team" stands here twice, first in line 4; keep one [duplicate-key]',
    ]);
  });

  test("R903 a key that JavaScript would hide is refused", () => {
    expect(refusals({ "demo.yaml": `${HEAD}__proto__: { name: x }\n` })).toEqual([
      'demo.yaml:3:1: unknown key "__proto__" [unknown-key]',
    ]);
  });

  test("aliases that multiply are refused, not followed", () => {
    const bomb = [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      ..."bcdefg".split("").map((key, n) => `${key}: &${key} [${Array(9).fill(`*${"abcdef"[n]}`)}]`),
    ];
    expect(refusals({ "demo.yaml": `${bomb.join("\n")}\n` })).toEqual([
      "demo.yaml:1:1: at most 250,000 values in a file, aliases counted each time, got more; write several files [too-large]",
    ]);
  });
});

describe("files", () => {
  test("R911 the cluster is named after the file where it gives no name", () => {
    const folder = folderOf({ "demo.yaml": HEAD, "other.yml": `${HEAD}name: Other_1\n` });
    expect(load(folder).plans.map(({ name, plan }) => [name, plan.cluster.name])).toEqual([
      ["demo", "demo"],
      ["other", "Other_1"],
    ]);
  });

  test("one file may be named instead of a folder", () => {
    const folder = folderOf({ "demo.yaml": HEAD, "broken.yaml": "[" });
    expect(load(join(folder, "demo.yaml")).plans.map(({ name }) => name)).toEqual(["demo"]);
  });

  test("other files in the folder are no clusters", () => {
    expect(load(folderOf({ "demo.yaml": HEAD, "README.md": "", ".hidden.yaml": "[" })).plans).toHaveLength(1);
  });

  test("a folder without a cluster is refused", () => {
    expect(() => load(folderOf({ "README.md": "" }))).toThrow("no .yaml file in this folder; write one a cluster");
  });

  test("a source that is not there is refused", () => {
    expect(() => load("no-such-folder")).toThrow(
      "no-such-folder: there is no such file or folder; run this in the folder that has it, write one YAML file a cluster there, or name another in EKS_ACCESS_CONFIG",
    );
  });

  test("a file name that cannot name a stack is refused", () => {
    expect(refusals({ "Demo.prod.yaml": `${HEAD}name: demo\n` })).toEqual([
      'Demo.prod.yaml: a file name is lower-case letters, digits, - and _, got "Demo.prod"; rename the file, and write name: inside it for the cluster [file-name]',
    ]);
  });

  test("two files that would be one stack are refused", () => {
    expect(refusals({ "demo.yaml": HEAD, "demo.yml": HEAD })).toEqual([
      "demo.yml: demo.yaml has the same name, and with it the same stack; rename one [file-name-taken]",
    ]);
  });
});

test("warnings carry the same places and pass", () => {
  const folder = folderOf({ "demo.yaml": `${HEAD}${NODE_CLASS("{}")}      tags: { Team: a }\n` });
  expect(load(folder).warnings.map(({ text }) => text.replace(`${folder}/`, ""))).toEqual([
    "demo.yaml:10:7 nodeClasses.gpu.spec.tags: no node starts with tags of its own unless the cluster role has the custom tags policy; attach it where that role is made: https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html; or write accept: { custom-tags: <reason> } [custom-tags]",
  ]);
});

describe("a file that was meant for something else", () => {
  test.each([
    [
      "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: demo }\n",
      "a ClusterConfig of eksctl is no file of this project; npx eks-access import eksctl <file> writes a file of this project from it",
    ],
    [
      "apiVersion: v1\nkind: ConfigMap\ndata: {}\n",
      "a ConfigMap of Kubernetes is no file of this project; npx eks-access import aws-auth <file> writes a file of this project from it",
    ],
    [
      "apiVersion: karpenter.sh/v1\nkind: NodePool\nspec: {}\n",
      "a NodePool of Kubernetes is no file of this project; write its spec as nodeClasses.<name>.nodePools.<name>, or as nodePools.<name> with nodeClass: default; docs/guides/nodes.md of cdktf-eks-access shows it",
    ],
    [
      "apiVersion: apps/v1\nkind: Deployment\n",
      "a Deployment of Kubernetes is no file of this project; move it out of this folder",
    ],
  ])("is one line: %j", (text, line) => {
    expect(refusals({ "demo.yaml": text })).toEqual([`demo.yaml:1:1: ${line} [foreign-document]`]);
  });

  test("words of other tools are answered with ours", () => {
    const item = "{ rolearn: x, kubernetesGroups: [a], policy_associations: {}, namespace: x }";
    expect(
      refusals({ "demo.yaml": `${HEAD}access: { a: ${item} }\n` }).map((line) => line.replace(/^.*access\.a\./, "")),
    ).toEqual([
      'rolearn: unknown key "rolearn"; write principal, with the ARN [unknown-key]',
      'kubernetesGroups: unknown key "kubernetesGroups"; write groups [unknown-key]',
      'policy_associations: unknown key "policy_associations"; write policies: [<name>], or [{ policy: <name>, namespaces: […] }] [unknown-key]',
      'namespace: unknown key "namespace"; write policies: [<name>], or [{ policy: <name>, namespaces: […] }] [unknown-key]',
    ]);
  });

  test("an item without a name is told so", () => {
    const item = 'principal: "arn:aws:iam::111122223333:role/a"';
    expect(refusals({ "demo.yaml": `${HEAD}access: { ${item} }\n` })).toEqual([
      'demo.yaml:3:11 access.principal: a mapping, got "arn:aws:iam::111122223333:role/a" (text); an item needs a name: access: { <name>: { principal: … } } [wrong-type]',
    ]);
    expect(refusals({ "demo.yaml": `${HEAD}access: [{ ${item} }]\n` })).toEqual([
      "demo.yaml:3:1 access: a mapping, got a list; each item needs a name: access: { <name>: { … } } [wrong-type]",
    ]);
  });

  test("text in place of a role says both forms", () => {
    expect(refusals({ "demo.yaml": `${HEAD}workloads: { a: { serviceAccount: a/b, role: pods } }\n` })).toEqual([
      'demo.yaml:3:40 workloads.a.role: a mapping, got "pods" (text); write { name: "pods" } for a role that is made here, or { arn: … } for one that exists [wrong-type]',
    ]);
  });

  test("a merge key is no key", () => {
    expect(refusals({ "demo.yaml": `${HEAD}tags: { <<: { Team: a } }\n` })).toEqual([
      "demo.yaml:3:9: YAML 1.2 has no merge key <<; write the keys out, or an alias for the whole value [yaml-key]",
    ]);
  });
});

import { join } from "node:path";
import { ConfigError } from "../../lib/load/config-error";
import { load } from "../../lib/load/load";
import { folderOf } from "../support/files";

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const NODE_CLASS = (role: string) => `
nodeClasses:
  gpu:
    role: ${role}
    spec:
      subnetSelectorTerms: [{ id: subnet-1 }]
      securityGroupSelectorTerms: [{ id: sg-1 }]
`;

/** The lines a user would read, less the folder. */
function refusals(files: Readonly<Record<string, string>>): string[] {
  const folder = folderOf(files);
  try {
    load(folder);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines.map((line) => line.replaceAll(`${folder}/`, ""));
    throw error;
  }
  return [];
}

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
      "no-such-folder: there is no such file or folder; write one YAML file a cluster there, or name another in EKS_ACCESS_CONFIG",
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

describe("files of one account", () => {
  const both = (a: string, b: string) => refusals({ "a.yaml": `${HEAD}${a}`, "b.yaml": `${HEAD}${b}` });

  test("R818 a role that two files make is refused, whatever its case", () => {
    expect(both(NODE_CLASS("{ name: Nodes }"), NODE_CLASS("{ name: nodes }"))).toEqual([
      expect.stringMatching(
        /^b\.yaml:6:13 nodeClasses\.gpu\.role\.name: .*a\.yaml makes the role "nodes" of account 111122223333 too; give one another name, or write arn in one of the files \[made-twice\]$/,
      ),
    ]);
  });

  test("R818 default names do not meet, since they begin with the cluster", () => {
    expect(both(NODE_CLASS("{}"), NODE_CLASS("{}"))).toEqual([]);
  });

  test("R818 an instance profile that two files make is refused", () => {
    const profile = (name: string) =>
      NODE_CLASS("{}").replace("    role: {}", `    instanceProfile: { name: ${name} }`);
    expect(both(profile("eks-x"), profile("EKS-X"))).toEqual([
      expect.stringMatching(
        /a\.yaml makes the instance profile "EKS-X" of account 111122223333 too; give one another name \[made-twice\]$/,
      ),
    ]);
  });

  test("R818 another account may have the same names", () => {
    expect(
      refusals({
        "a.yaml": `${HEAD}${NODE_CLASS("{ name: nodes }")}`,
        "b.yaml": `account: "444455556666"\nregion: eu-west-1\n${NODE_CLASS("{ name: nodes }")}`,
      }),
    ).toEqual([]);
  });

  test("R818 a cluster that two files make is refused", () => {
    const create = "name: shared\ncluster: { create: { subnetIds: [subnet-1, subnet-2] } }\n";
    expect(both(`${create}clusterRole: { name: a }\n`, `${create}clusterRole: { name: b }\n`)).toEqual([
      expect.stringMatching(
        /b\.yaml:4:12 cluster\.create: .*a\.yaml makes the cluster "shared" of account 111122223333 too; make it in one file.* \[made-twice\]$/,
      ),
    ]);
  });

  test("R818 an identity policy that two files make is refused", () => {
    const policy = "identityPolicies: { people: { kind: describe, name: x } }\n";
    expect(both(policy, policy)).toEqual([
      expect.stringMatching(/a\.yaml makes the policy "x" of account 111122223333 too.* \[made-twice\]$/),
    ]);
  });

  test("a queue that two files make is told once; names in another case or another region are others", () => {
    const queue = (name: string) =>
      `workloads: { k: { controller: karpenter, inputs: { nodeRoleArns: "arn:aws:iam::111122223333:role/n" }, interruptionQueue: { name: ${name} } } }\n`;
    expect(both(queue("events"), queue("events"))).toEqual([
      expect.stringMatching(
        /b\.yaml:3:\d+ workloads\.k\.interruptionQueue\.name: .*a\.yaml makes the queue "events" of account 111122223333 too; give one another name \[made-twice\]$/,
      ),
    ]);
    expect(both(queue("events"), queue("Events"))).toEqual([]);
    const elsewhere = `account: "111122223333"\nregion: us-east-1\n${queue("events")}`;
    expect(refusals({ "a.yaml": `${HEAD}${queue("events")}`, "b.yaml": elsewhere })).toEqual([]);
  });

  test.each([
    ["S3", "{ type: s3, bucket: b, key: k, region: eu-west-1 }", "s3://b/k", "key"],
    ["HCP Terraform", "{ type: cloud, organization: o, workspace: w }", "o/w", "workspace"],
  ])("two files with one state in %s are refused", (_where, backend, name, what) => {
    const file = `terraform: { backend: ${backend} }\n`;
    expect(both(file, file)).toEqual([
      `b.yaml:3:14 terraform.backend: a.yaml makes the state "${name}" too; each stack keeps a state of its own, so give one another ${what} [state-of-two-files]`,
    ]);
  });

  test("two keys in S3 that differ in case are two states", () => {
    const file = (key: string) => `terraform: { backend: { type: s3, bucket: b, key: ${key}, region: eu-west-1 } }\n`;
    expect(both(file("eks/a"), file("eks/A"))).toEqual([]);
  });

  describe("a principal that one file names by key and another by ARN is one principal", () => {
    const ROLE = "arn:aws:iam::111122223333:role";
    const said = (arn: string) =>
      expect.stringMatching(
        new RegExp(
          `^b\\.yaml:\\d+:\\d+ access\\.x: .*a\\.yaml makes the access entry of "${arn}" of cluster demo too; EKS keeps one entry a role, so describe it in one file \\[made-twice\\]$`,
        ),
      );
    const ADMIN = "policies: [AmazonEKSClusterAdminPolicy]";
    const byArn = (name: string) => `name: demo\naccess: { x: { principal: "${ROLE}/${name}", ${ADMIN} } }\n`;

    test.each<[string, string, string]>([
      [
        "a workload",
        "workloads: { ci: { serviceAccount: a/b } }\naccess: { ci: { role: ci, policies: [AmazonEKSViewPolicy] } }\n",
        "demo-ci-pod",
      ],
      ["nodes", "nodeRoles: { spot: { kind: self-managed, path: /nodes/ } }\n", "nodes/demo-spot-node"],
      ["a NodeClass", NODE_CLASS("{}"), "demo-gpu-node"],
      ["a role that exists", `nodeRoles: { spot: { kind: self-managed, arn: "${ROLE}/spot" } }\n`, "spot"],
    ])("%s", (_, text, name) => {
      expect(both(`name: demo\n${text}`, byArn(name))).toEqual([said(`${ROLE}/${name}`)]);
    });

    test("also where the first file names it by ARN", () => {
      const lines = both(byArn("demo-spot-node"), "name: demo\nnodeRoles: { spot: { kind: self-managed } }\n");
      expect(lines).toEqual([expect.stringMatching(/^b\.yaml:4:14 nodeRoles\.spot: .*\[made-twice\]$/)]);
    });

    test("a role that two files make is told once", () => {
      const text = "name: demo\nnodeRoles: { spot: { kind: self-managed, name: nodes } }\n";
      expect(both(text, text)).toEqual([expect.stringMatching(/makes the role "nodes" of account 111122223333 too/)]);
    });

    test("one policy of it is given in one file, where others make its entry", () => {
      const elsewhere = (policy: string, principal = `principal: "${ROLE}/x"`) =>
        `name: demo\naccess: { x: { ${principal}, entry: elsewhere, policies: [${policy}] } }\n`;
      const ours = `name: demo\naccess: { y: { principal: "${ROLE}/x", policies: [AmazonEKSViewPolicy] } }\n`;
      const twice = (key: string) =>
        expect.stringMatching(
          new RegExp(
            `access\\.${key}\\.policies\\[0\\]: .*a\\.yaml makes the access policy association of "${ROLE}/x AmazonEKSViewPolicy" of cluster demo too; EKS keeps each policy of a principal once, so give it in one file, with all namespaces \\[made-twice\\]$`,
          ),
        );
      const view = elsewhere("AmazonEKSViewPolicy");
      expect(both(view, view)).toEqual([twice("x")]);
      expect(both(ours, view)).toEqual([twice("x")]);
      expect(both(view, ours)).toEqual([twice("y")]);
      expect(both(ours, elsewhere("AmazonEKSSecretReaderPolicy"))).toEqual([]);
      expect(both(view, elsewhere("AmazonEKSSecretReaderPolicy"))).toEqual([]);
      expect(both(ours, ours)).toEqual([expect.stringMatching(/makes the access entry of .* too/)]);
    });

    test("of two clusters it may have an entry in each", () => {
      const lines = both(
        "name: demo\nnodeRoles: { spot: { kind: self-managed } }\n",
        byArn("demo-spot-node").replace("name: demo", "name: other"),
      );
      expect(lines).toEqual([]);
    });
  });

  test("R711 two files of one cluster must not give one service account a role", () => {
    const file = (key: string) => `name: shared\nworkloads: { ${key}: { serviceAccount: apps/x } }\n`;
    expect(both(file("a"), file("b"))).toEqual([
      expect.stringMatching(
        /b\.yaml:4:14 workloads\.b: a\.yaml makes the Pod Identity association of "apps\/x" of cluster shared too; Pod Identity knows one role.* \[made-twice\]$/,
      ),
    ]);
  });

  describe("R727 a Pod Identity role that another file makes", () => {
    const blue = (more: string) =>
      `name: blue\nworkloads: { api: { serviceAccount: apps/x${more}, role: { name: api } } }\n`;
    const green = (more = "", account = "apps/x") =>
      `name: green\nworkloads: { api: { serviceAccount: ${account}, role: { arn: "arn:aws:iam::111122223333:role/api" } } }\n${more}`;
    const accepted = "accept: { role-of-another-file: a is applied first }\n";

    test("is refused where its trust does not name this file's cluster", () => {
      expect(both(blue(""), green(accepted))).toEqual([
        expect.stringMatching(
          /b\.yaml:4:14 workloads\.api: the trust of "arn:aws:iam::111122223333:role\/api" in a\.yaml does not name the cluster green, so its pods get nothing; write clusters: \[green\] in workloads\.api there, or give this workload a role of its own \[role-of-other-pods\]$/,
        ),
      ]);
    });

    test("is refused where its trust does not name the service account", () => {
      expect(both(blue(", clusters: [green]"), green(accepted, "apps/y"))).toEqual([
        expect.stringMatching(
          /does not name the service account apps\/y, so its pods get nothing; name it in .* there/,
        ),
      ]);
    });

    test("is refused with IRSA, where its trust is for Pod Identity alone", () => {
      const irsa = green(`cluster: { oidcIssuer: "https://oidc.example/id" }\n${accepted}`).replace(
        "serviceAccount",
        "via: irsa, serviceAccount",
      );
      expect(both(blue(", clusters: [green]"), irsa)).toEqual([
        expect.stringMatching(
          /workloads\.api\.via: the trust of .* in a\.yaml is for Pod Identity alone, so pods with IRSA get nothing;/,
        ),
      ]);
    });

    test("is allowed where its trust names both, or every pod of the cluster", () => {
      expect(both(blue(", clusters: [green]"), green(accepted))).toEqual([]);
      expect(both(blue(", clusters: [green], sessionTags: false"), green(accepted, "apps/y"))).toEqual([]);
    });
  });

  test("two files that would make one OIDC provider are refused", () => {
    const file = (key: string) =>
      `name: shared\ncluster: { oidcIssuer: "https://oidc.example/id" }\nworkloads: { ${key}: { serviceAccount: apps/${key}, via: irsa } }\n`;
    expect(both(file("a"), file("b"))).toEqual([
      expect.stringMatching(
        /b\.yaml:4:1 cluster: a\.yaml makes the OIDC provider of "https:\/\/oidc\.example\/id" of account 111122223333 too; write cluster\.oidcProvider: existing.* \[made-twice\]$/,
      ),
    ]);
  });

  test("R818 a role that another file makes is a warning that names the file", () => {
    const folder = folderOf({
      "a.yaml": `${HEAD}${NODE_CLASS("{ name: nodes }")}`,
      "b.yaml": `${HEAD}${NODE_CLASS("{ arn: 'arn:aws:iam::111122223333:role/nodes' }")}`,
    });
    expect(load(folder).warnings.map(({ text }) => text.replaceAll(`${folder}/`, ""))).toEqual([
      'b.yaml:6:13 nodeClasses.gpu.role.arn: "arn:aws:iam::111122223333:role/nodes" is made by a.yaml; apply that file first, and destroy it last; or write accept: { role-of-another-file: <reason> } [role-of-another-file]',
    ]);
  });

  test("R819 two files of one cluster must not make the same NodeClass", () => {
    const file = (role: string) => `name: shared\n${NODE_CLASS(`{ name: ${role} }`)}`;
    expect(both(file("x"), file("y"))).toEqual([
      expect.stringMatching(
        /b\.yaml:6:3 nodeClasses\.gpu: .*a\.yaml makes the NodeClass "gpu" of cluster shared too; choose another key \[made-twice\]$/,
      ),
    ]);
  });

  test("R806 two files of one cluster must not make an entry for one role", () => {
    const file = (key: string) =>
      `name: shared\n${NODE_CLASS("{ arn: 'arn:aws:iam::111122223333:role/n' }").replace("gpu:", `${key}:`)}`;
    expect(both(file("x"), file("y"))).toEqual([
      expect.stringMatching(
        /a\.yaml makes the access entry of "arn:aws:iam::111122223333:role\/n" of cluster shared too.* \[made-twice\]$/,
      ),
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
      "a ClusterConfig of eksctl is no file of this project; describe the cluster in the words of this project; docs/guides has one page for each task",
    ],
    [
      "apiVersion: v1\nkind: ConfigMap\ndata: {}\n",
      "a ConfigMap of Kubernetes is no file of this project; write its entries as items of access; docs/guides/access.md shows them",
    ],
    [
      "apiVersion: karpenter.sh/v1\nkind: NodePool\nspec: {}\n",
      "a NodePool of Kubernetes is no file of this project; write its spec as nodeClasses.<name>.nodePools.<name>, or as nodePools.<name> with nodeClass: default; docs/guides/nodes.md shows it",
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

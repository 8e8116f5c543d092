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

const GIVEN = "(as terraform init is told)";

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
    ["S3", "{ type: s3, bucket: states, key: k, region: eu-west-1 }", "s3://states/k", "key"],
    ["S3, of which the bucket is not known", "{ type: s3, key: k, partial: true }", `s3://${GIVEN}/k`, "key"],
    ["GitLab", "{ type: http, address: 'HTTPS://Git.example:443/a/./B' }", "https://git.example/a/B", "address"],
    ["Google Cloud", "{ type: gcs, bucket: states, prefix: p/q }", "gs://states/p/q", "prefix"],
    ["Azure", "{ type: azurerm, storageAccountName: acme, containerName: eks, key: k }", "azurerm://acme/eks/k", "key"],
    ["HCP Terraform", "{ type: cloud, organization: o, workspace: w }", "o/w", "workspace"],
    [
      "HCP Terraform by its name",
      "{ type: cloud, organization: o, workspace: w, hostname: App.Terraform.io }",
      "o/w",
      "workspace",
    ],
    [
      "Terraform Enterprise",
      "{ type: cloud, organization: o, workspace: w, hostname: TFE.acme.com }",
      "tfe.acme.com/o/w",
      "workspace",
    ],
  ])("two files with one state in %s are refused", (_where, backend, name, what) => {
    const file = `terraform: { backend: ${backend} }\n`;
    expect(both(file, file)).toEqual([
      `b.yaml:3:14 terraform.backend: a.yaml makes the state "${name}" too; each stack keeps a state of its own, so give one another ${what} [state-of-two-files]`,
    ]);
  });

  test("two addresses that only terraform init is told are not compared", () => {
    const file = "terraform: { backend: { type: http, partial: true } }\n";
    expect(both(file, file)).toEqual([]);
  });

  test("two keys in S3 that differ in case are two states", () => {
    const file = (key: string) =>
      `terraform: { backend: { type: s3, bucket: states, key: ${key}, region: eu-west-1 } }\n`;
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

import { App, Testing } from "cdktf";
import { ConfigError } from "../../lib/config/config-error";
import type { ClusterConfig } from "../../lib/config/schema";
import { ClusterAccessStack } from "../../lib/stacks/cluster-access-stack";
import { head, nodeClass, spec } from "../support/judge";
import { addresses, resources, synthesized } from "../support/synth";

const EC2_TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

/** What hangs on a role is made again with it. */
const lifecycle = { replace_triggered_by: ["aws_iam_role.node-class_gpu.unique_id"] };

describe("one NodeClass with a role of its own", () => {
  const json = synthesized(nodeClass({ instanceProfile: true }));

  test("is exactly one role that EC2 trusts", () => {
    const roles = resources(json, "aws_iam_role");
    expect(roles).toEqual({
      "node-class_gpu": { name: "demo-gpu-node", path: "/", assume_role_policy: expect.any(String) },
    });
    expect(JSON.parse(String(roles["node-class_gpu"]?.assume_role_policy))).toEqual(EC2_TRUST);
  });

  test("has exactly the two policies that its nodes need", () => {
    const role = "${aws_iam_role.node-class_gpu.name}";
    expect(resources(json, "aws_iam_role_policy_attachment")).toEqual({
      "node-class_gpu_policy_AmazonEC2ContainerRegistryPullOnly": {
        role,
        policy_arn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
        lifecycle,
      },
      "node-class_gpu_policy_AmazonEKSWorkerNodeMinimalPolicy": {
        role,
        policy_arn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy",
        lifecycle,
      },
    });
  });

  test("has exactly one instance profile", () => {
    expect(resources(json, "aws_iam_instance_profile")).toEqual({
      "node-class_gpu_instance-profile": {
        name: "eks-demo-gpu",
        role: "${aws_iam_role.node-class_gpu.name}",
        lifecycle,
      },
    });
  });

  test("R117 R118 has exactly one entry, without groups and username, after all that its role needs", () => {
    expect(resources(json, "aws_eks_access_entry")).toEqual({
      "node-class_gpu_entry": {
        cluster_name: "demo",
        principal_arn: "${aws_iam_role.node-class_gpu.arn}",
        type: "EC2",
        depends_on: [
          "aws_iam_instance_profile.node-class_gpu_instance-profile",
          "aws_iam_role_policy_attachment.node-class_gpu_policy_AmazonEC2ContainerRegistryPullOnly",
          "aws_iam_role_policy_attachment.node-class_gpu_policy_AmazonEKSWorkerNodeMinimalPolicy",
        ],
      },
    });
  });

  test("R211 R212 has exactly one association, after its own entry alone, and replaced with it", () => {
    expect(resources(json, "aws_eks_access_policy_association")).toEqual({
      "node-class_gpu_entry_AmazonEKSAutoNodePolicy": {
        cluster_name: "demo",
        principal_arn: "${aws_eks_access_entry.node-class_gpu_entry.principal_arn}",
        policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy",
        access_scope: { type: "cluster" },
        depends_on: ["aws_eks_access_entry.node-class_gpu_entry"],
        lifecycle: { replace_triggered_by: ["aws_eks_access_entry.node-class_gpu_entry.access_entry_arn"] },
      },
    });
  });

  test("gives a pipeline its role, profile and entry", () => {
    expect(json.output).toEqual({
      node_classes: {
        value: {
          gpu: {
            role_name: "${aws_iam_role.node-class_gpu.name}",
            role_arn: "${aws_iam_role.node-class_gpu.arn}",
            role_unique_id: "${aws_iam_role.node-class_gpu.unique_id}",
            instance_profile_name: "${aws_iam_instance_profile.node-class_gpu_instance-profile.name}",
            access_entry_arn: "${aws_eks_access_entry.node-class_gpu_entry.access_entry_arn}",
          },
        },
      },
    });
  });
});

describe("a role that exists", () => {
  const json = synthesized(
    nodeClass({ role: { arn: "arn:aws:iam::111122223333:role/nodes/arm" }, instanceProfile: true }),
  );

  test("is not made, and nothing is attached to it", () => {
    expect(addresses(json)).toEqual([
      "aws_eks_access_entry.node-class_gpu_entry",
      "aws_eks_access_policy_association.node-class_gpu_entry_AmazonEKSAutoNodePolicy",
      "aws_iam_instance_profile.node-class_gpu_instance-profile",
    ]);
  });

  test("has its entry by its whole ARN, its instance profile by its bare name", () => {
    expect(resources(json, "aws_eks_access_entry")["node-class_gpu_entry"]).toEqual({
      cluster_name: "demo",
      principal_arn: "arn:aws:iam::111122223333:role/nodes/arm",
      type: "EC2",
      depends_on: ["aws_iam_instance_profile.node-class_gpu_instance-profile"],
    });
    expect(resources(json, "aws_iam_instance_profile")["node-class_gpu_instance-profile"]).toEqual({
      name: "eks-demo-gpu",
      role: "arm",
    });
  });
});

test("R808 two NodeClasses that share a role have one role, one entry, one association", () => {
  const nodeClasses = {
    a: { spec: spec(), instanceProfile: true },
    b: { spec: spec(), role: { use: "a" }, instanceProfile: true },
  };
  const json = synthesized(head({ nodeClasses }));
  expect(addresses(json)).toEqual([
    "aws_eks_access_entry.node-class_a_entry",
    "aws_eks_access_policy_association.node-class_a_entry_AmazonEKSAutoNodePolicy",
    "aws_iam_instance_profile.node-class_a_instance-profile",
    "aws_iam_instance_profile.node-class_b_instance-profile",
    "aws_iam_role.node-class_a",
    "aws_iam_role_policy_attachment.node-class_a_policy_AmazonEC2ContainerRegistryPullOnly",
    "aws_iam_role_policy_attachment.node-class_a_policy_AmazonEKSWorkerNodeMinimalPolicy",
  ]);
  expect(resources(json, "aws_eks_access_entry")["node-class_a_entry"]?.depends_on).toEqual(
    expect.arrayContaining([
      "aws_iam_instance_profile.node-class_a_instance-profile",
      "aws_iam_instance_profile.node-class_b_instance-profile",
    ]),
  );
});

test("a role takes everything that its configuration says, and iam stands in for what it leaves out", () => {
  const role = {
    name: "gpu-nodes",
    path: "/team/",
    description: "GPU nodes",
    maxSessionSeconds: 7200,
    tags: { Team: "gpu" },
    additionalPolicies: ["AmazonSSMManagedInstanceCore", "arn:aws:iam::111122223333:policy/own"],
    inlinePolicies: {
      home: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::home/${aws:username}/*" }],
      },
    },
  };
  const boundary = "arn:aws:iam::111122223333:policy/boundary";
  const json = synthesized(nodeClass({ role }, { iam: { path: "/other/", permissionsBoundary: boundary } }));
  expect(resources(json, "aws_iam_role")["node-class_gpu"]).toEqual({
    name: "gpu-nodes",
    path: "/team/",
    description: "GPU nodes",
    max_session_duration: 7200,
    tags: { Team: "gpu" },
    permissions_boundary: boundary,
    assume_role_policy: JSON.stringify(EC2_TRUST),
  });
  expect(Object.keys(resources(json, "aws_iam_role_policy_attachment"))).toEqual([
    "node-class_gpu_customer-policy_own",
    "node-class_gpu_policy_AmazonEC2ContainerRegistryPullOnly",
    "node-class_gpu_policy_AmazonEKSWorkerNodeMinimalPolicy",
    "node-class_gpu_policy_AmazonSSMManagedInstanceCore",
  ]);
  expect(resources(json, "aws_iam_role_policy")).toEqual({
    "node-class_gpu_inline_home": {
      name: "home",
      lifecycle,
      role: "${aws_iam_role.node-class_gpu.name}",
      policy: JSON.stringify(role.inlinePolicies.home).replace("${aws", () => "$${aws"),
    },
  });
  expect(resources(json, "aws_eks_access_entry")["node-class_gpu_entry"]?.depends_on).toContain(
    "aws_iam_role_policy.node-class_gpu_inline_home",
  );
});

test("R317 a managed policy by name gets the path that it has", () => {
  const json = synthesized(nodeClass({ role: { additionalPolicies: ["AmazonEBSCSIDriverPolicy"] } }));
  expect(
    resources(json, "aws_iam_role_policy_attachment")["node-class_gpu_policy_AmazonEBSCSIDriverPolicy"]?.policy_arn,
  ).toBe("arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy");
});

describe("R307 a default name that would be too long", () => {
  const nameOf = (cluster: string) =>
    String(
      resources(synthesized(nodeClass({ instanceProfile: true }, { name: cluster })), "aws_iam_role")["node-class_gpu"]
        ?.name,
    );

  test("is cut to 64 characters, always to the same name", () => {
    expect(nameOf("c".repeat(100))).toBe(`${"c".repeat(55)}-bf39fbe5`);
  });

  test("stays another name where the cluster is another", () => {
    expect(nameOf(`${"c".repeat(99)}a`)).not.toBe(nameOf(`${"c".repeat(99)}b`));
  });

  test("keeps its whole length up to 64", () => {
    expect(nameOf("c".repeat(55))).toBe(`${"c".repeat(55)}-gpu-node`);
  });
});

describe("the stack", () => {
  test("states provider, versions and a relative local backend", () => {
    const { provider, terraform } = synthesized(head({ tags: { Team: "platform" } }));
    expect(provider).toEqual({
      aws: [
        { region: "eu-west-1", allowed_account_ids: ["111122223333"], default_tags: [{ tags: { Team: "platform" } }] },
      ],
    });
    expect(terraform).toEqual({
      backend: { local: { path: "../../../terraform.demo.tfstate" } },
      required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.79.0, < 7.0.0" } },
      required_version: ">= 1.2.0",
    });
  });

  test("R917 with nothing but a head makes nothing", () => {
    const json = synthesized(head());
    expect([json.resource, json.output]).toEqual([undefined, undefined]);
  });

  test("R914 keeps its state in S3 and assumes a role where the file says so", () => {
    const backend = { type: "s3", bucket: "b", key: "k", region: "eu-west-1", useLockfile: true } as const;
    const { provider, terraform } = synthesized(
      head({ terraform: { backend, assumeRole: "arn:aws:iam::111122223333:role/terraform" } }),
    );
    expect(terraform.backend).toEqual({
      s3: { bucket: "b", key: "k", region: "eu-west-1", encrypt: true, use_lockfile: true },
    });
    expect(terraform.required_version).toBe(">= 1.10.0");
    expect(provider.aws[0]?.assume_role).toEqual([{ role_arn: "arn:aws:iam::111122223333:role/terraform" }]);
  });

  test("R914 keeps its state in HCP Terraform where the file says so", () => {
    const { terraform } = synthesized(
      head({ terraform: { backend: { type: "cloud", organization: "acme", workspace: "demo" } } }),
    );
    expect(terraform.cloud).toEqual({ organization: "acme", workspaces: { name: "demo" } });
  });

  test.each([
    ["R909", "us-gov-west-1", "aws-us-gov"],
    ["R909", "us-iso-east-1", "aws-iso"],
    ["R909", "us-isob-east-1", "aws-iso-b"],
    ["R909", "eu-isoe-west-1", "aws-iso-e"],
    ["R909", "us-isof-south-1", "aws-iso-f"],
    ["R909", "eusc-de-east-1", "aws-eusc"],
    ["R909", "eu-central-1", "aws"],
  ])("%s R201 region %s writes the ARNs of partition %s", (_rule, region, partition) => {
    const json = synthesized(nodeClass({}, { region }));
    const arns = JSON.stringify(json.resource).match(/arn:[a-z-]+:/g);
    expect(new Set(arns)).toEqual(new Set([`arn:${partition}:`]));
  });

  test.each([
    ["us-iso-east-1", "ec2.c2s.ic.gov"],
    ["us-isob-east-1", "ec2.sc2s.sgov.gov"],
    ["eusc-de-east-1", "ec2.amazonaws.com"],
  ])("in %s nodes are trusted as %s", (region, principal) => {
    const role = resources(synthesized(nodeClass({}, { region })), "aws_iam_role")["node-class_gpu"];
    expect(JSON.parse(String(role?.assume_role_policy)).Statement[0].Principal).toEqual({ Service: principal });
  });

  test("refuses with every problem at once, under its own name", () => {
    const config = nodeClass({ role: { name: "a/b" } }, { account: "1" }) as ClusterConfig;
    expect(() => new ClusterAccessStack(Testing.app(), "prod", config)).toThrow(
      new ConfigError([
        'prod account: an account is twelve digits, got "1"; write all twelve in quotes, without hyphens',
        'prod nodeClasses.gpu.role.name: a role name is made of letters, digits and _+=,.@-, got "a/b"; a path does not belong into the name; write it as path, or as iam.path for all roles',
      ]),
    );
  });

  test("R818 refuses a name that another stack of the app makes in the same account", () => {
    const app = new App();
    const config = nodeClass({ role: { name: "nodes" } });
    new ClusterAccessStack(app, "a", { ...config, name: "a" });
    expect(() => new ClusterAccessStack(app, "b", { ...config, name: "b" })).toThrow(
      'b nodeClasses.gpu.role.name: a makes the role "nodes" of account 111122223333 too; give one another name, or write arn in one of the files',
    );
  });

  test("leaves the caller's configuration as it was", () => {
    const config = nodeClass({ role: { additionalPolicies: ["B", "A"] } });
    const before = structuredClone(config);
    synthesized(config);
    expect(config).toEqual(before);
  });
});

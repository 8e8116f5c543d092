import { head, nodeClass, spec } from "../support/decide";
import { addresses, resources, stackAccess, synthesized } from "../support/synth";

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
      next_steps: { value: "After the apply, in the output folder:\n1. sh manifests/demo/apply.sh" },
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
  const access = stackAccess(head({ nodeClasses }));
  expect(access).toMake("access_entry:b", { onlyAfterEverythingOf: "role:a", after: "profile:b" });
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
  const config = nodeClass({ role }, { iam: { path: "/other/", permissionsBoundary: boundary } });
  const json = synthesized(config);
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
  expect(stackAccess(config)).toMake("access_entry:gpu", { onlyAfterEverythingOf: "role:gpu" });
});

test("R317 a managed policy by name gets the path that it has", () => {
  expect(stackAccess(nodeClass({ role: { additionalPolicies: ["AmazonEBSCSIDriverPolicy"] } }))).toAttach(
    "role:gpu",
    "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy",
  );
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

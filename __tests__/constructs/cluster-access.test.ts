import { basename, join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack, Testing } from "cdktf";
import { parse } from "yaml";
import { OwnStack } from "../../examples/own-stack";
import { ClusterAccess } from "../../lib/constructs/cluster-access";
import type { ClusterConfig } from "../../lib/schema/types";
import { head, nodeClass } from "../support/decide";
import { filesBelow, folderOf } from "../support/files";
import { addresses, parsed, resources, type Synthesized } from "../support/synth";

function stackWithProvider(name: string, app = Testing.app()): TerraformStack {
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  return stack;
}

const synth = (stack: TerraformStack): Synthesized => parsed(Testing.synth(stack, true));

/** `node-class_gpu` for `access_node-class_gpu_1A2B3C4D`: a construct inside a stack gets cdktf's hash. */
const plain = (address: string) =>
  address
    .replace(/\.access_/, ".")
    .replace(/^access_/, "")
    .replace(/_[0-9A-F]{8}$/, "");

describe("in a stack of one's own", () => {
  const json = synth(new OwnStack(Testing.app(), "own"));
  const [gpu = ""] = Object.keys(resources(json, "aws_iam_role")).filter((id) => plain(id) === "node-class_gpu");

  test("makes the same resources as a file would, and none for the role that exists", () => {
    expect(addresses(json).map(plain)).toEqual([
      "aws_eks_access_entry.node-class_batch_entry",
      "aws_eks_access_entry.node-class_gpu_entry",
      "aws_eks_access_policy_association.node-class_batch_entry_AmazonEKSAutoNodePolicy",
      "aws_eks_access_policy_association.node-class_gpu_entry_AmazonEKSAutoNodePolicy",
      "aws_eks_cluster.cluster",
      "aws_iam_policy.read-images",
      "aws_iam_role.node-class_gpu",
      "aws_iam_role.batch-nodes",
      "aws_iam_role.cluster-role",
      "aws_iam_role_policy_attachment.node-class_gpu_policy-from_aws_iam_policy-read-images-arn",
      "aws_iam_role_policy_attachment.node-class_gpu_policy_AmazonEC2ContainerRegistryPullOnly",
      "aws_iam_role_policy_attachment.node-class_gpu_policy_AmazonEKSWorkerNodeMinimalPolicy",
    ]);
  });

  test("an entry waits for the cluster, by its name", () => {
    const entries = Object.values(resources(json, "aws_eks_access_entry"));
    expect(entries.map((entry) => entry.cluster_name)).toEqual([
      "${aws_eks_cluster.cluster.name}",
      "${aws_eks_cluster.cluster.name}",
    ]);
  });

  test("a policy by reference is attached by reference", () => {
    const attachments = Object.values(resources(json, "aws_iam_role_policy_attachment")).map(({ role, policy_arn }) => [
      role,
      policy_arn,
    ]);
    expect(attachments).toContainEqual([`\${aws_iam_role.${gpu}.name}`, "${aws_iam_policy.read-images.arn}"]);
  });

  test("a role by reference is guarded by a precondition instead of a check", () => {
    const guarded = Object.values(resources(json, "aws_eks_access_entry")).filter(({ lifecycle }) => lifecycle);
    expect(guarded).toEqual([
      {
        cluster_name: "${aws_eks_cluster.cluster.name}",
        principal_arn: "${aws_iam_role.batch-nodes.arn}",
        type: "EC2",
        lifecycle: {
          precondition: [
            {
              condition: '${can(regex("^arn:aws:iam::111122223333:role/", aws_iam_role.batch-nodes.arn))}',
              error_message:
                "The role of nodes must be an IAM role of account 111122223333 in partition aws, given by its ARN.",
            },
          ],
        },
      },
    ]);
  });

  test("a manifest that only Terraform can fill in is an output", () => {
    const outputs = Object.entries(json.output ?? {}).filter(([id]) => id.includes("manifest"));
    expect(outputs.map(([id]) => plain(id))).toEqual(["manifest_nodeclass-batch"]);
    expect(outputs[0]?.[1].value).toContain('"role":"${regex("[^/]+$", aws_iam_role.batch-nodes.arn)}"');
  });
});

test("manifests of a construct lie in a folder of their own, and only earlier ones of it go", () => {
  const outdir = folderOf({
    "manifests/own/access/kustomization.yaml": "theirs",
    "manifests/own/access/nodeclass-theirs.yaml": "theirs",
  });
  const synthesized = (key: string) => {
    const app = new App({ outdir });
    const stack = stackWithProvider("own", app);
    const { gpu } = nodeClass({}).nodeClasses ?? {};
    if (gpu) new ClusterAccess(stack, "access", { ...nodeClass({}), nodeClasses: { [key]: gpu } });
    app.synth();
    return Object.keys(filesBelow(join(outdir, "manifests"))).filter((file) => !file.endsWith("theirs.yaml"));
  };
  const always = ["own/access/Kustomization", "own/access/apply.sh", "own/access/kustomization.yaml"];
  expect(synthesized("gpu")).toEqual([...always, "own/access/nodeclass-gpu.yaml"]);
  expect(synthesized("cpu")).toEqual([...always, "own/access/nodeclass-cpu.yaml"]);
});

describe("manifests are properties too", () => {
  test("the objects of the files, by the names of the files", () => {
    const outdir = folderOf({});
    const app = new App({ outdir });
    const { manifests } = new ClusterAccess(stackWithProvider("own", app), "access", {
      ...nodeClass({
        nodePools: { gpu: { requirements: [{ key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"] }] } },
      }),
      cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF" },
      workloads: { backend: { via: "irsa", serviceAccount: "apps/backend", policies: ["AmazonS3ReadOnlyAccess"] } },
    });
    app.synth();
    const files = Object.entries(filesBelow(join(outdir, "manifests/own/access")));
    const written = files.filter(([file]) => file.endsWith(".yaml"));
    expect(manifests).toEqual(
      Object.fromEntries(written.map(([file, text]) => [basename(file, ".yaml"), parse(text)])),
    );
    expect(Object.keys(manifests)).toEqual(["nodeclass-gpu", "nodepool-gpu", "serviceaccount-backend"]);
  });

  test("what has a token is there as well", () => {
    const { access } = new OwnStack(Testing.app(), "own");
    expect(Object.keys(access.manifests)).toEqual(["nodeclass-batch", "nodeclass-gpu"]);
    const output = new TerraformOutput(access, "batch", { value: access.manifests["nodeclass-batch"] });
    expect(Testing.synth(TerraformStack.of(output))).toContain(
      '"role": "${regex(\\"[^/]+$\\", aws_iam_role.batch-nodes.arn)}"',
    );
  });
});

test("two clusters of one stack do not meet", () => {
  const stack = stackWithProvider("two");
  new ClusterAccess(stack, "a", nodeClass({}, { name: "a" }));
  new ClusterAccess(stack, "b", nodeClass({}, { name: "b" }));
  expect(Object.keys(resources(synth(stack), "aws_iam_role"))).toHaveLength(2);
});

test("the attributes are those that the plan says", () => {
  const stack = stackWithProvider("one");
  const { nodeClasses } = new ClusterAccess(
    stack,
    "access",
    nodeClass({ role: { arn: "arn:aws:iam::111122223333:role/a/nodes" } }),
  );
  expect(nodeClasses).toEqual({
    gpu: {
      roleName: "nodes",
      roleArn: "arn:aws:iam::111122223333:role/a/nodes",
      roleUniqueId: undefined,
      instanceProfileName: undefined,
      accessEntryArn: expect.any(String),
    },
  });
});

test("the name of an interruption queue is an attribute, and may be a token", () => {
  const stack = stackWithProvider("one");
  const karpenter = (interruptionQueue: NonNullable<ClusterConfig["workloads"]>[string]["interruptionQueue"]) =>
    head({
      workloads: {
        karpenter: {
          controller: "karpenter",
          inputs: { nodeRoleArns: "${aws_iam_role.nodes.arn}" },
          interruptionQueue,
        },
        backend: { serviceAccount: "apps/backend" },
      },
    });
  const { workloads } = new ClusterAccess(stack, "access", karpenter({ name: "${var.queue}" }));
  expect(workloads.backend?.queueName).toBeUndefined();
  new TerraformOutput(stack, "queue", { value: workloads.karpenter?.queueName });
  const json = synth(stack);
  expect(json.output?.queue?.value).toMatch(/^\$\{aws_sqs_queue\.access_workload_karpenter_queue_.*\.name\}$/);
  const names = Object.values(resources(json, "aws_cloudwatch_event_rule")).map(({ name }) => name);
  expect(names).toContain("${var.queue}-spot-interruption");
});

test("a warning is an annotation without a stack trace", () => {
  const stack = stackWithProvider("one");
  const access = new ClusterAccess(stack, "access", nodeClass({ role: { additionalPolicies: ["MyPolicy"] } }));
  expect(access.node.metadata).toEqual([
    {
      type: "@cdktf/warn",
      data: expect.stringMatching(
        /^one\/access nodeClasses\.gpu\.role\.additionalPolicies\[0\]: "MyPolicy" is no AWS managed policy.* \[unknown-policy\]$/,
      ),
      trace: undefined,
    },
  ]);
});

test("an expression that is written out counts as the expression it is", () => {
  const stack = stackWithProvider("one");
  new ClusterAccess(stack, "access", nodeClass({ role: { arn: "${aws_iam_role.nodes.arn}" } }));
  const [entry] = Object.values(resources(synth(stack), "aws_eks_access_entry"));
  expect(entry?.lifecycle).toMatchObject({
    precondition: [{ condition: '${can(regex("^arn:aws:iam::111122223333:role/", aws_iam_role.nodes.arn))}' }],
  });
});

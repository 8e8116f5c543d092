import { join } from "node:path";
import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, Aspects, type IAspect, TerraformOutput, TerraformStack, Testing } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { RESOURCES } from "../../lib/constructs/classes";
import type { ClusterConfig } from "../../lib/schema/types";
import { ClusterAccessStack } from "../../lib/stacks/cluster-access-stack";
import { lower } from "../../lib/terraform/lower";
import { nodeClass } from "../support/decide";
import { filesBelow, folderOf } from "../support/files";
import { parsed, resources } from "../support/synth";

/** A cluster with most of what a file can make. */
const CONFIG: ClusterConfig = nodeClass(
  { instanceProfile: true, role: { inlinePolicies: { own: { Statement: [] } } } },
  {
    iam: { exclusive: true },
    cluster: { create: { subnetIds: ["subnet-1", "subnet-2"], autoMode: { nodePools: [] } } },
    access: { ops: { principal: "arn:aws:iam::111122223333:role/ops", policies: ["AmazonEKSClusterAdminPolicy"] } },
    identityPolicies: { look: { kind: "describe" } },
    identityProviders: { okta: { issuerUrl: "https://okta.example.com", clientId: "eks" } },
    workloads: {
      karpenter: {
        controller: "karpenter",
        inputs: { nodeRoleArns: "arn:aws:iam::111122223333:role/nodes" },
        interruptionQueue: true,
        via: "both",
      },
    },
  },
);

const stackOf = (scope: Construct = Testing.app()) => new ClusterAccessStack(scope, "demo", CONFIG);

/** A child of a construct, which is of a class. */
function childOf<T extends IConstruct>({ node }: IConstruct, id: string, of: abstract new (...args: never) => T): T {
  const child = node.findChild(id);
  if (child instanceof of) return child;
  throw new Error(`${id} is no ${of.name}`);
}

const rolesIn = (stack: TerraformStack) => resources(parsed(Testing.synth(stack, true)), "aws_iam_role");

test("every resource is of the provider's class, and a child by its id", () => {
  const { access } = stackOf();
  const { resources: lowered } = lower(access.plan);
  for (const { id, type } of lowered) expect(access.node.findChild(id)).toBeInstanceOf(RESOURCES[type]);
  expect(new Set(lowered.map(({ type }) => type))).toEqual(new Set(Object.keys(RESOURCES)));
});

test("arguments can be read, set and reset", () => {
  const stack = stackOf();
  const role = childOf(stack.access, "node-class_gpu", IamRole);
  expect([role.name, role.nameInput]).toEqual([expect.stringContaining("TfToken"), "demo-gpu-node"]);
  role.maxSessionDuration = 7200;
  role.lifecycle = { preventDestroy: true };
  childOf(stack.access, "access_ops", EksAccessEntry).resetKubernetesGroups();
  const json = parsed(Testing.synth(stack, true));
  expect(resources(json, "aws_iam_role")["node-class_gpu"]).toMatchObject({
    name: "demo-gpu-node",
    max_session_duration: 7200,
    lifecycle: { prevent_destroy: true },
  });
  expect(resources(json, "aws_eks_access_entry").access_ops).not.toHaveProperty("kubernetes_groups");
});

test("an override goes around the class", () => {
  const stack = stackOf();
  const cluster = childOf(stack.access, "cluster", EksCluster);
  cluster.addOverride("vpc_config.endpoint_private_access", true);
  cluster.addOverride("force_update_version", true);
  stack.addOverride("terraform.required_version", ">= 1.9.0");
  const json = parsed(Testing.synth(stack, true));
  expect(resources(json, "aws_eks_cluster").cluster).toMatchObject({
    vpc_config: { subnet_ids: ["subnet-1", "subnet-2"], endpoint_private_access: true },
    force_update_version: true,
  });
  expect(json.terraform.required_version).toBe(">= 1.9.0");
});

test("an aspect visits all resources", () => {
  class Boundary implements IAspect {
    visit(node: IConstruct): void {
      if (node instanceof IamRole) node.permissionsBoundary = "arn:aws:iam::111122223333:policy/boundary";
    }
  }
  const stack = stackOf();
  Aspects.of(stack).add(new Boundary());
  const boundaries = Object.values(rolesIn(stack)).map(({ permissions_boundary }) => permissions_boundary);
  expect(boundaries).toEqual(Array(3).fill("arn:aws:iam::111122223333:policy/boundary"));
});

test("a resource of one's own refers to it, and waits for it", () => {
  const stack = stackOf();
  const role = childOf(stack.access, "node-class_gpu", IamRole);
  new IamRolePolicy(stack, "more", { role: role.name, policy: "{}", dependsOn: [role] });
  const { more } = resources(parsed(Testing.synth(stack, true)), "aws_iam_role_policy");
  expect(more).toEqual({
    role: "${aws_iam_role.node-class_gpu.name}",
    policy: "{}",
    depends_on: ["aws_iam_role.node-class_gpu"],
  });
});

test("cdktf's matchers find it", () => {
  const json = Testing.synth(stackOf());
  expect(Testing.toHaveResourceWithProperties(json, "aws_iam_role", { name: "demo-gpu-node" })).toBe(true);
  expect(Testing.toHaveProvider(json, "aws")).toBe(true);
  expect(Testing.toHaveResource(json, "aws_iam_user")).toBe(false);
});

test("another stack of the app refers to its attributes", () => {
  const outdir = folderOf({});
  const app = new App({ outdir, skipValidation: true });
  const { access } = stackOf(app);
  const other = new TerraformStack(app, "other");
  new AwsProvider(other, "aws", { region: "eu-west-1" });
  new TerraformOutput(other, "arn", { value: access.nodeClasses.gpu?.roleArn });
  app.synth();
  const stacks = filesBelow(join(outdir, "stacks"));
  const [made, user] = ["demo", "other"].map((name) => JSON.parse(stacks[`${name}/cdk.tf.json`] ?? "{}"));
  const output = "cross-stack-output-aws_iam_rolenode-class_gpuarn";
  expect(made.output[output]).toEqual({ sensitive: true, value: "${aws_iam_role.node-class_gpu.arn}" });
  expect(user.output.arn.value).toBe(
    `\${data.terraform_remote_state.cross-stack-reference-input-demo.outputs.${output}}`,
  );
  const { stacks: record } = JSON.parse(filesBelow(outdir)["manifest.json"] ?? "{}");
  expect(record.other.dependencies).toEqual(["demo"]);
});

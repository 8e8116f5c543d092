/** The yardstick: a cdktf app without anything of this project that makes the resources of clusters/demo.yaml. */
const { App, LocalBackend, TerraformOutput, TerraformStack } = require("cdktf");
const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
const { EksAccessEntry } = require("@cdktf/provider-aws/lib/eks-access-entry");
const { EksAccessPolicyAssociation } = require("@cdktf/provider-aws/lib/eks-access-policy-association");
const { IamInstanceProfile } = require("@cdktf/provider-aws/lib/iam-instance-profile");
const { IamRole } = require("@cdktf/provider-aws/lib/iam-role");
const { IamRolePolicyAttachment } = require("@cdktf/provider-aws/lib/iam-role-policy-attachment");

const app = new App({ outdir: process.env.CDKTF_OUTDIR });
const stack = new TerraformStack(app, "demo");
new LocalBackend(stack, { path: "terraform.tfstate" });
new AwsProvider(stack, "aws", {
  region: "eu-west-1",
  allowedAccountIds: ["111122223333"],
  defaultTags: [{ tags: { Team: "platform" } }],
});
const role = new IamRole(stack, "role", {
  name: "demo-gpu-node",
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  }),
});
const policies = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"].map(
  (name) => new IamRolePolicyAttachment(stack, name, { role: role.name, policyArn: `arn:aws:iam::aws:policy/${name}` }),
);
const profile = new IamInstanceProfile(stack, "profile", { name: "eks-demo-gpu", role: role.name });
const entry = new EksAccessEntry(stack, "entry", {
  clusterName: "demo",
  principalArn: role.arn,
  type: "EC2",
  dependsOn: [...policies, profile],
});
new EksAccessPolicyAssociation(stack, "association", {
  clusterName: "demo",
  principalArn: entry.principalArn,
  policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy",
  accessScope: { type: "cluster" },
  dependsOn: [entry],
});
new TerraformOutput(stack, "node_classes", { value: { gpu: { role_arn: role.arn } } });
app.synth();

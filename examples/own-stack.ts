import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import { ClusterAccess } from "cdktf-eks-access";
import type { Construct } from "constructs";

const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: ["sts:AssumeRole", "sts:TagSession"] }],
  });

/**
 * Access to a cluster that the same stack makes: names and ARNs of its resources stand in the configuration as they
 * are, and Terraform puts everything in order by them.
 */
export class OwnStack extends TerraformStack {
  readonly access: ClusterAccess;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: "eu-west-1", allowedAccountIds: ["111122223333"] });

    const clusterRole = new IamRole(this, "cluster-role", { assumeRolePolicy: trust("eks.amazonaws.com") });
    const cluster = new EksCluster(this, "cluster", {
      name: "demo",
      roleArn: clusterRole.arn,
      vpcConfig: { subnetIds: ["subnet-0a1b2c3d", "subnet-1a2b3c4d"] },
      accessConfig: { authenticationMode: "API" },
    });
    const readImages = new IamPolicy(this, "read-images", {
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::images/*" }],
      }),
    });
    const batchNodes = new IamRole(this, "batch-nodes", { assumeRolePolicy: trust("ec2.amazonaws.com") });

    const selectors = {
      subnetSelectorTerms: [{ tags: { Name: "private" } }],
      securityGroupSelectorTerms: [{ tags: { "aws:eks:cluster-name": "demo" } }],
    };
    this.access = new ClusterAccess(this, "access", {
      name: cluster.name,
      account: "111122223333",
      region: "eu-west-1",
      nodeClasses: {
        gpu: { role: { name: "demo-gpu", additionalPolicies: [readImages.arn] }, spec: selectors },
        batch: { role: { arn: batchNodes.arn }, spec: selectors },
      },
    });
  }
}

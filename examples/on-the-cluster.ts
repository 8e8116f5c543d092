import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import { ClusterAccess } from "cdktf-eks-access";
import type { Construct } from "constructs";

/**
 * What runs on the cluster waits for those who may reach it: it is made once access is complete, and goes before access
 * does. Otherwise `terraform destroy` would lock itself out first.
 */
export class OnTheCluster extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: "eu-west-1", allowedAccountIds: ["111122223333"] });

    const access = new ClusterAccess(this, "access", {
      name: "demo",
      account: "111122223333",
      region: "eu-west-1",
      access: {
        deployer: {
          principal: "arn:aws:iam::111122223333:role/deployer",
          policies: ["AmazonEKSClusterAdminPolicy"],
        },
        readers: { principal: "arn:aws:iam::111122223333:role/readers", policies: ["AmazonEKSViewPolicy"] },
      },
      nodeClasses: {
        gpu: {
          spec: {
            subnetSelectorTerms: [{ tags: { Name: "private" } }],
            securityGroupSelectorTerms: [{ tags: { "aws:eks:cluster-name": "demo" } }],
          },
        },
      },
    });

    // needs nobody but an administrator: what the Kubernetes and Helm providers make is like it
    new EksAddon(this, "cert-manager", {
      clusterName: "demo",
      addonName: "cert-manager",
      dependsOn: [...access.adminReady],
    });
    // needs nodes to run on, too
    new EksAddon(this, "metrics-server", {
      clusterName: "demo",
      addonName: "metrics-server",
      dependsOn: [...access.adminReady, ...access.nodesReady],
    });
  }
}

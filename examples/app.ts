import { App } from "cdktf";
import { ClusterAccessStack } from "cdktf-eks-access";

const app = new App();

new ClusterAccessStack(app, "demo", {
  account: "111122223333",
  region: "eu-west-1",
  nodeClasses: {
    gpu: {
      spec: {
        subnetSelectorTerms: [{ tags: { Name: "private" } }],
        securityGroupSelectorTerms: [{ tags: { "aws:eks:cluster-name": "demo" } }],
      },
    },
  },
  access: {
    "platform-admins": {
      principal: "arn:aws:iam::111122223333:role/platform-admins",
      policies: ["AmazonEKSClusterAdminPolicy"],
    },
  },
});

app.synth();

import type { ClusterConfig } from "cdktf-eks-access";

/** Who may reach the EKS cluster "demo", which exists already. The values are examples: write your own. */
export const demo: ClusterConfig = {
  name: "demo",
  // Terraform refuses any other account
  account: "111122223333",
  region: "eu-west-1",
  access: {
    "platform-admins": {
      principal: "arn:aws:iam::111122223333:role/platform-admins",
      policies: ["AmazonEKSClusterAdminPolicy"],
    },
    "team-a": {
      principal: "arn:aws:iam::111122223333:role/team-a",
      policies: [{ policy: "AmazonEKSViewPolicy", namespaces: ["team-a"] }],
    },
  },
};

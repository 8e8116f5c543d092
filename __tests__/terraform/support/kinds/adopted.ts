import { hand } from "../drift";
import { seedEntry, seedRole } from "../endpoint";
import { arn, attached, type Kind, trust } from "./kind";

const POLICIES = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"];

/** Makes it, on the cluster `demo`. */
export async function seedAdopted(): Promise<void> {
  const RoleName = "adopted-node";
  const InstanceProfileName = "eks-demo-adopted";
  await seedRole({ name: RoleName, service: "ec2.amazonaws.com" });
  for (const name of POLICIES)
    await hand.iam("AttachRolePolicy", { RoleName, PolicyArn: `arn:aws:iam::aws:policy/${name}` });
  await hand.iam("CreateInstanceProfile", { InstanceProfileName });
  await hand.iam("AddRoleToInstanceProfile", { InstanceProfileName, RoleName });
  await seedRole({ name: "old-admin", service: "ec2.amazonaws.com" });
  await seedEntry("demo", { principalArn: arn("old-admin"), policies: ["AmazonEKSClusterAdminPolicy"] });
}

/** What exists before, and is taken over. */
export const ADOPTED: readonly Kind[] = [
  {
    kind: "an adopted role with its managed policies and instance profile",
    ours: {
      nodeRoles: {
        adopted: { kind: "managed", name: "adopted-node", instanceProfile: true, adopt: "with-policies" },
      },
    },
    byHand: `
import {
  to = aws_iam_role.adopted
  id = "adopted-node"
}

resource "aws_iam_role" "adopted" {
  name = "adopted-node"
  ${trust("ec2.amazonaws.com")}
}

import {
  for_each = toset(${JSON.stringify(POLICIES)})
  to       = aws_iam_role_policy_attachment.adopted[each.value]
  id       = "adopted-node/arn:aws:iam::aws:policy/\${each.value}"
}
${attached("adopted", POLICIES)}

import {
  to = aws_iam_instance_profile.adopted
  id = "eks-demo-adopted"
}

resource "aws_iam_instance_profile" "adopted" {
  name = "eks-demo-adopted"
  role = aws_iam_role.adopted.name
}`,
    calls: /adopted/,
  },
  {
    kind: "an adopted entry with its access policy",
    ours: {
      access: {
        old: { principal: arn("old-admin"), policies: ["AmazonEKSClusterAdminPolicy"], adopt: "with-policies" },
      },
    },
    byHand: `
import {
  to = aws_eks_access_entry.old
  id = "demo:${arn("old-admin")}"
}

resource "aws_eks_access_entry" "old" {
  cluster_name  = "demo"
  principal_arn = "${arn("old-admin")}"
}

import {
  to = aws_eks_access_policy_association.old
  id = "demo#${arn("old-admin")}#arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
}

resource "aws_eks_access_policy_association" "old" {
  cluster_name  = aws_eks_access_entry.old.cluster_name
  principal_arn = aws_eks_access_entry.old.principal_arn
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
  access_scope {
    type = "cluster"
  }
}`,
    calls: /old-admin/,
  },
];

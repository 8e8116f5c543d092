import { arn, attached, INLINE, type Kind, S3, TAGGED, trust } from "./kind";

const exclusive = (label: string) => `
resource "aws_iam_role_policy_attachments_exclusive" "${label}" {
  role_name   = aws_iam_role.${label}.name
  policy_arns = [for policy in aws_iam_role_policy_attachment.${label} : policy.policy_arn]
}

resource "aws_iam_role_policies_exclusive" "${label}" {
  role_name    = aws_iam_role.${label}.name
  policy_names = []
}`;

const AUTO_NODE_POLICIES = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"];
const CLUSTER_POLICIES = [
  "AmazonEKSClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSBlockStoragePolicyV2",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
];

/** On a cluster that the same apply makes, with roles whose policies are exclusive. */
export const CREATED_CLUSTER: readonly Kind[] = [
  {
    kind: "a cluster of Auto Mode",
    ours: {
      cluster: {
        create: { subnetIds: ["subnet-a", "subnet-b"], autoMode: { nodePools: ["system"], nodeRole: "system" } },
      },
    },
    byHand: `
resource "aws_eks_cluster" "cluster" {
  name                          = "demo"
  role_arn                      = aws_iam_role.cluster.arn
  bootstrap_self_managed_addons = false
  access_config {
    authentication_mode                         = "API"
    bootstrap_cluster_creator_admin_permissions = false
  }
  compute_config {
    enabled       = true
    node_pools    = ["system"]
    node_role_arn = aws_iam_role.system.arn
  }
  kubernetes_network_config {
    elastic_load_balancing {
      enabled = true
    }
  }
  storage_config {
    block_storage {
      enabled = true
    }
  }
  vpc_config {
    subnet_ids = ["subnet-a", "subnet-b"]
  }
  depends_on = [aws_iam_role_policy_attachment.cluster, aws_iam_role_policy_attachment.system]
}`,
    calls: /^\w+Cluster /,
  },
  {
    kind: "the role of the cluster, whose policies are exclusive",
    ours: { iam: { exclusive: true } },
    byHand: `
resource "aws_iam_role" "cluster" {
  name = "eks-cluster"
  ${trust("eks.amazonaws.com", TAGGED)}
}
${attached("cluster", CLUSTER_POLICIES)}
${exclusive("cluster")}`,
    calls: /-cluster"/,
  },
  {
    kind: "the role of its nodes, whose policies are exclusive",
    ours: { nodeRoles: { system: { kind: "auto" } } },
    byHand: `
resource "aws_iam_role" "system" {
  name = "system-node"
  ${trust("ec2.amazonaws.com")}
}
${attached("system", AUTO_NODE_POLICIES)}
${exclusive("system")}`,
    calls: /system-node"/,
  },
  {
    kind: "an entry with an access policy",
    ours: { access: { people: { principal: arn("people"), policies: ["AmazonEKSClusterAdminPolicy"] } } },
    byHand: `
resource "aws_eks_access_entry" "people" {
  cluster_name  = aws_eks_cluster.cluster.name
  principal_arn = "${arn("people")}"
}

resource "aws_eks_access_policy_association" "people" {
  cluster_name  = aws_eks_access_entry.people.cluster_name
  principal_arn = aws_eks_access_entry.people.principal_arn
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
  access_scope {
    type = "cluster"
  }
}`,
    calls: /role\/people"/,
  },
  {
    kind: "a Pod Identity association",
    ours: { workloads: { api: { serviceAccount: "apps/api", role: { arn: arn("pods") } } } },
    byHand: `
resource "aws_eks_pod_identity_association" "api" {
  cluster_name    = aws_eks_cluster.cluster.name
  namespace       = "apps"
  service_account = "api"
  role_arn        = "${arn("pods")}"
}`,
    calls: /^\w+PodIdentityAssociation /,
  },
  {
    kind: "the OIDC provider of the cluster, and a role that trusts it, whose inline policy is exclusive",
    ours: {
      workloads: {
        reports: { serviceAccount: "apps/reports", via: "irsa", role: { inlinePolicies: { own: INLINE } } },
      },
    },
    byHand: `
resource "aws_iam_openid_connect_provider" "demo" {
  url            = aws_eks_cluster.cluster.identity[0].oidc[0].issuer
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_role" "reports" {
  name = "reports-pod"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = aws_iam_openid_connect_provider.demo.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "\${aws_iam_openid_connect_provider.demo.url}:aud" = "sts.amazonaws.com"
          "\${aws_iam_openid_connect_provider.demo.url}:sub" = "system:serviceaccount:apps:reports"
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "reports" {
  name   = "own"
  role   = aws_iam_role.reports.name
  policy = ${S3}
}

resource "aws_iam_role_policy_attachments_exclusive" "reports" {
  role_name   = aws_iam_role.reports.name
  policy_arns = []
}

resource "aws_iam_role_policies_exclusive" "reports" {
  role_name    = aws_iam_role.reports.name
  policy_names = [aws_iam_role_policy.reports.name]
}`,
    calls: /^\w+OpenIDConnectProvider |reports-pod"/,
  },
];

import { spec } from "../../../support/decide";
import { arn, attached, type Kind, TAGGED, trust } from "./kind";

/** An entry alone; EKS gives its nodes what they may do. */
const entryOf = (type: string, role: string): Kind => ({
  kind: `an entry of type ${type}`,
  ours: { access: { [role]: { principal: arn(role), type } } },
  byHand: `
resource "aws_eks_access_entry" "${role}" {
  cluster_name  = "demo"
  principal_arn = "${arn(role)}"
  type          = "${type}"
}`,
  calls: new RegExp(`role/${role}"`),
});

/** Kinds of EKS, on the cluster `demo`, which exists. */
export const ACCESS: readonly Kind[] = [
  {
    kind: "an existing cluster that Terraform checks",
    ours: { cluster: { verify: true } },
    byHand: "",
    calls: /^DescribeCluster /,
    more: { DescribeCluster: 1 },
  },
  {
    kind: "an entry of type STANDARD",
    ours: { access: { people: { principal: arn("people"), groups: ["people"], username: "people:{{SessionName}}" } } },
    byHand: `
resource "aws_eks_access_entry" "people" {
  cluster_name      = "demo"
  principal_arn     = "${arn("people")}"
  kubernetes_groups = ["people"]
  user_name         = "people:{{SessionName}}"
}`,
    calls: /role\/people"/,
  },
  entryOf("EC2_LINUX", "linux"),
  entryOf("EC2_WINDOWS", "windows"),
  entryOf("HYBRID_LINUX", "hybrid"),
  entryOf("FARGATE_LINUX", "fargate"),
  {
    kind: "an entry with access policies",
    ours: {
      access: {
        editor: {
          principal: arn("editor"),
          policies: ["AmazonEKSViewPolicy", { policy: "AmazonEKSEditPolicy", namespaces: ["apps"] }],
        },
      },
    },
    byHand: `
resource "aws_eks_access_entry" "editor" {
  cluster_name  = "demo"
  principal_arn = "${arn("editor")}"
}

resource "aws_eks_access_policy_association" "view" {
  cluster_name  = aws_eks_access_entry.editor.cluster_name
  principal_arn = aws_eks_access_entry.editor.principal_arn
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
  access_scope {
    type = "cluster"
  }
}

resource "aws_eks_access_policy_association" "edit" {
  cluster_name  = aws_eks_access_entry.editor.cluster_name
  principal_arn = aws_eks_access_entry.editor.principal_arn
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy"
  access_scope {
    type       = "namespace"
    namespaces = ["apps"]
  }
}`,
    calls: /role\/editor"/,
  },
  {
    kind: "a NodeClass with its role, instance profile, and entry of type EC2",
    ours: { nodeClasses: { gpu: { instanceProfile: true, spec: spec() } } },
    byHand: `
resource "aws_iam_role" "gpu" {
  name = "gpu-node"
  ${trust("ec2.amazonaws.com")}
}
${attached("gpu", ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"])}

resource "aws_iam_instance_profile" "gpu" {
  name = "eks-gpu"
  role = aws_iam_role.gpu.name
}

resource "aws_eks_access_entry" "gpu" {
  cluster_name  = "demo"
  principal_arn = aws_iam_role.gpu.arn
  type          = "EC2"
}

resource "aws_eks_access_policy_association" "gpu" {
  cluster_name  = aws_eks_access_entry.gpu.cluster_name
  principal_arn = aws_eks_access_entry.gpu.principal_arn
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy"
  access_scope {
    type = "cluster"
  }
}`,
    calls: /gpu-node"|-gpu"/,
  },
  {
    kind: "a role of pods with its Pod Identity association",
    ours: { workloads: { api: { serviceAccount: "apps/api", policies: ["AmazonS3ReadOnlyAccess"] } } },
    byHand: `
resource "aws_iam_role" "api" {
  name = "api-pod"
  ${trust("pods.eks.amazonaws.com", TAGGED)}
}
${attached("api", ["AmazonS3ReadOnlyAccess"])}

resource "aws_eks_pod_identity_association" "api" {
  cluster_name    = "demo"
  namespace       = "apps"
  service_account = "api"
  role_arn        = aws_iam_role.api.arn
}`,
    calls: /^\w+PodIdentityAssociation |api-pod"/,
  },
];

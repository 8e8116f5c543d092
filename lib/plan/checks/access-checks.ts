import { checks } from "./check";

const BEST_PRACTICES = "https://docs.aws.amazon.com/eks/latest/best-practices";
const GUIDE = "https://docs.aws.amazon.com/eks/latest/userguide";

/** Somebody of another account who is cluster admin, beside one who stays. */
const partner = (end: string): string => `
access:
  partner:
    principal: arn:aws:iam::444455556666:role/partner
    policies: [AmazonEKSClusterAdminPolicy]
${end}
  platform:
    principal: arn:aws:iam::111122223333:role/platform
    policies: [AmazonEKSClusterAdminPolicy]
accept: { admin-of-other-account: they move the cluster with us }
`;

/** Checks of who may log in, and of what they may do. */
export const ACCESS_CHECKS = checks({
  "aws-auth-mode": {
    level: "error",
    about: "access",
    controls: { "eks-best-practices": ["iam/access-entries"], "cis-eks-1.8": ["4.1.7"] },
    summary:
      "The ConfigMap aws-auth lets people and nodes in. Whoever may write it in the cluster is cluster admin, and no file of this project shows it. Beside access entries it is a warning.",
    wayOut: "Move what stands in aws-auth into `access`, then write mode API.",
    source: `${GUIDE}/setting-up-access-entries.html`,
    bad: `
cluster: { authenticationMode: CONFIG_MAP }
`,
    good: `
cluster: { authenticationMode: API }
`,
  },
  "creator-admin": {
    level: "warning",
    about: "cluster",
    controls: { "eks-best-practices": ["iam/automated", "iam/creator"] },
    summary:
      "Whoever makes a cluster by hand is cluster admin of it for good. A cluster that is made here has no such admin: only `access` says who may log in.",
    wayOut: "Nothing is to be done for a cluster that is made here; `eks-access audit` shows the entries of others.",
    source: `${BEST_PRACTICES}/identity-and-access-management.html`,
    good: `
cluster: { create: { subnetIds: [subnet-0a1b2c3d, subnet-1a2b3c4d] } }
access:
  platform:
    principal: arn:aws:iam::111122223333:role/platform
    policies: [AmazonEKSClusterAdminPolicy]
`,
  },
  "entry-for-user": {
    level: "warning",
    about: "access",
    controls: { "eks-best-practices": ["iam/roles-not-users"], "cis-eks-1.8": ["5.5.1"], nsa: ["access/strong"] },
    summary:
      "An access entry is for an IAM user. The keys of a user do not expire, and whoever has a copy of them has the access.",
    wayOut: "Write the ARN of a role that they assume.",
    source: `${BEST_PRACTICES}/identity-and-access-management.html`,
    bad: `
access:
  alice:
    principal: arn:aws:iam::111122223333:user/alice
    policies: [AmazonEKSViewPolicy]
`,
    good: `
access:
  alice:
    principal: arn:aws:iam::111122223333:role/alice
    policies: [AmazonEKSViewPolicy]
`,
  },
  "may-escalate": {
    level: "warning",
    about: "access",
    controls: { "cis-eks-1.8": ["4.1.8"], nsa: ["access/least"] },
    summary:
      "An access policy may bind or escalate: its holder gives any rights of the cluster to anybody. AWSBackupFullAccessPolicyForRestore is one, since a restore brings roles back.",
    wayOut: "Keep it for the role of the service that needs it, and accept the check with that reason.",
    source: `${GUIDE}/access-policy-permissions.html`,
    bad: `
access:
  backup:
    principal: arn:aws:iam::111122223333:role/backup
    policies: [AWSBackupFullAccessPolicyForRestore]
`,
    good: `
access:
  backup:
    principal: arn:aws:iam::111122223333:role/backup
    policies: [AWSBackupFullAccessPolicyForBackup]
`,
  },
  "open-ended-break-glass": {
    level: "warning",
    about: "access",
    controls: { "eks-best-practices": ["accounts/roles-across", "iam/few-admins"], nsa: ["access/least"] },
    summary:
      "Cluster admin for an IAM user or for another account has no end. Such access is for an emergency or a project, and stays when that is over.",
    wayOut: "Write `until` with the last day, and `reason`.",
    source: `${BEST_PRACTICES}/identity-and-access-management.html`,
    bad: partner("    tags: { Ticket: ACME-1234 }"),
    good: partner("    until: 2027-03-31\n    reason: ACME-1234"),
  },
  "terraform-role-admin": {
    level: "note",
    about: "access",
    controls: { "eks-best-practices": ["iam/dedicated-role"], nsa: ["access/separate"] },
    summary:
      "The role that Terraform assumes is cluster admin too. Whoever runs Terraform can then do everything in the cluster, and whoever is admin can change the cluster in AWS.",
    wayOut: "Give cluster admin to another role than that of `terraform.assumeRole`.",
    source: `${BEST_PRACTICES}/identity-and-access-management.html`,
    bad: `
terraform: { assumeRole: "arn:aws:iam::111122223333:role/platform" }
access:
  platform:
    principal: arn:aws:iam::111122223333:role/platform
    policies: [AmazonEKSClusterAdminPolicy]
`,
    good: `
terraform: { assumeRole: "arn:aws:iam::111122223333:role/terraform" }
access:
  platform:
    principal: arn:aws:iam::111122223333:role/platform
    policies: [AmazonEKSClusterAdminPolicy]
`,
  },
  "wildcard-namespaces": {
    level: "warning",
    about: "access",
    controls: { "eks-best-practices": ["tenants/namespaces"], "cis-eks-1.8": ["4.5.1"], nsa: ["network/separate"] },
    summary:
      "An access policy holds in namespaces by a pattern that names fewer than three characters, such as `*` or `a*`. It covers namespaces of others, and those that come later.",
    wayOut: "Write the namespaces, or a pattern with what all their names begin with.",
    source: `${BEST_PRACTICES}/tenant-isolation.html`,
    bad: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    policies: [{ policy: AmazonEKSViewPolicy, namespaces: ["a*"] }]
`,
    good: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    policies: [{ policy: AmazonEKSViewPolicy, namespaces: ["abc*"] }]
`,
  },
});

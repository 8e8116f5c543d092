import { checks } from "./check";

const BEST_PRACTICES = "https://docs.aws.amazon.com/eks/latest/best-practices";
const GUIDE = "https://docs.aws.amazon.com/eks/latest/userguide";
const IAM = `${BEST_PRACTICES}/identity-and-access-management.html`;

/** An issuer, and a workload that takes its role by IRSA. */
const irsa = (serviceAccount: string): string => `
cluster: { oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE }
nodeRoles:
  pods: { kind: fargate }
workloads:
  backend: { serviceAccount: "${serviceAccount}", via: irsa }
`;

/** Checks of the roles of pods, and of all roles that are made here. */
export const WORKLOAD_CHECKS = checks({
  "default-service-account": {
    level: "error",
    about: "workloads",
    controls: {
      "eks-best-practices": ["iam/service-account-per-application"],
      "cis-eks-1.8": ["4.1.5", "5.2.1"],
      nsa: ["access/separate"],
    },
    summary:
      "A workload is on the service account `default`, which every pod of the namespace gets that names none: all of them get the role.",
    wayOut: "Make a service account for the application, and name it here and in its pods.",
    source: IAM,
    bad: `
workloads:
  backend: { serviceAccount: apps/default }
`,
    good: `
workloads:
  backend: { serviceAccount: apps/backend }
`,
  },
  "irsa-not-needed": {
    level: "note",
    about: "workloads",
    controls: { "eks-best-practices": ["iam/pod-identity"] },
    summary:
      "A workload gets its role by IRSA, although the file has no Fargate and no Windows nodes. Pod Identity needs no OIDC provider, and its sessions carry tags.",
    wayOut: "Write `via: pod-identity`, or `via: both` during the move.",
    source: `${GUIDE}/pod-identities.html`,
    bad: irsa("apps/backend").replace("kind: fargate", "kind: managed"),
    good: irsa("apps/backend"),
  },
  "long-session": {
    level: "note",
    about: "roles",
    controls: { nsa: ["access/strong"] },
    summary:
      "Sessions of a role last longer than four hours, or longer than one hour for a role that is cluster admin. Stolen credentials are good for so long.",
    wayOut: "Leave `maxSessionSeconds` out, which is one hour.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html",
    bad: `
workloads:
  backend: { serviceAccount: apps/backend, role: { maxSessionSeconds: 14401 } }
`,
    good: `
workloads:
  backend: { serviceAccount: apps/backend, role: { maxSessionSeconds: 14400 } }
`,
  },
  "no-boundary": {
    level: "warning",
    about: "roles",
    controls: { "eks-best-practices": ["iam/boundaries"] },
    summary:
      "Roles are made without a permissions boundary, so that a later policy can give them anything that the account allows.",
    wayOut: "Write `iam: { permissionsBoundary: … }`, in defaults.yaml for all clusters.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    bad: `
nodeRoles:
  workers: { kind: managed }
`,
    good: `
iam: { permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary" }
nodeRoles:
  workers: { kind: managed }
`,
  },
  "no-session-tags": {
    level: "note",
    about: "workloads",
    controls: { "eks-best-practices": ["guide/session-tags"] },
    summary:
      "EKS does not tag the sessions of a workload, and nothing here needs that. Without tags, the trust names no service account, and CloudTrail does not show whose the session was.",
    wayOut: "Leave `sessionTags` out, unless `sessionPolicy` or `targetRole` needs it.",
    source: `${GUIDE}/pod-id-abac.html`,
    bad: `
workloads:
  backend: { serviceAccount: apps/backend, sessionTags: false }
`,
    good: `
workloads:
  backend: { serviceAccount: apps/backend, sessionTags: true }
`,
  },
  "service-wide-policy": {
    level: "warning",
    about: "roles",
    controls: { "eks-best-practices": ["iam/least-privilege-of-pods"], nsa: ["access/least"] },
    summary:
      "A role of pods, of a capability or of the cluster may do all that one service of AWS can: by a policy of AWS that ends in FullAccess, or by `<service>:*` on every resource.",
    wayOut: "Allow the actions and the resources that are needed.",
    source: IAM,
    bad: `
workloads:
  backend: { serviceAccount: apps/backend, policies: [AmazonFSxFullAccess] }
`,
    good: `
workloads:
  backend: { serviceAccount: apps/backend, policies: [AmazonS3ReadOnlyAccess] }
`,
  },
  "shared-role": {
    level: "warning",
    about: "workloads",
    controls: { "eks-best-practices": ["iam/role-per-application"], nsa: ["access/separate"] },
    summary:
      "Service accounts of several namespaces take one role, so that whoever may start pods in one of them has what the others have.",
    wayOut: "Write a workload for each, with a role of its own.",
    source: IAM,
    bad: `
workloads:
  backend: { serviceAccount: [apps/backend, shop/backend] }
`,
    good: `
workloads:
  backend: { serviceAccount: [apps/backend, apps/frontend] }
`,
  },
  "wildcard-service-account": {
    level: "warning",
    about: "workloads",
    controls: { "eks-best-practices": ["iam/irsa-scope"] },
    summary:
      "The trust of a role names service accounts by a pattern. Whoever may make a service account that fits has the role.",
    wayOut: "Name each service account.",
    source: IAM,
    bad: irsa("apps/backend-*"),
    good: irsa("apps/backend"),
  },
});

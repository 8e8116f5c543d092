import { checks } from "./check";

const GUIDE = "https://docs.aws.amazon.com/eks/latest/userguide";

const ADMINS = `access:
  platform:
    principal: arn:aws:iam::111122223333:role/platform
    policies: [AmazonEKSClusterAdminPolicy]
`;

/** A cluster that is made here. */
const made = (more: string): string => `
cluster:
  create:
    subnetIds: [subnet-0a1b2c3d, subnet-1a2b3c4d]
    ${more}
${ADMINS}`;

/** Checks of the cluster and its role. */
export const CLUSTER_CHECKS = checks({
  "any-cluster-role": {
    level: "note",
    about: "cluster role",
    controls: { "eks-best-practices": ["guide/confused-deputy"] },
    summary:
      "EKS may take the cluster role for any cluster: somebody who may pass it can give it to a cluster of their own.",
    wayOut: "Write `clusterRole: { onlyThisCluster: true }`, once it has been tried with a cluster like this one.",
    source: `${GUIDE}/cross-service-confused-deputy-prevention.html`,
    bad: `
clusterRole: { onlyThisCluster: false }
`,
    good: `
clusterRole: { onlyThisCluster: true }
`,
  },
  "audit-log": {
    level: "error",
    about: "cluster",
    controls: { "eks-best-practices": ["logs/audit"], "cis-eks-1.8": ["2.1.1"], nsa: ["logs/audit"] },
    summary: "EKS does not write the log `audit`, so that nobody can find out later who did what in the cluster.",
    wayOut: "Write `logs: [audit]`; CloudWatch charges for it.",
    source: `${GUIDE}/control-plane-logs.html`,
    bad: made("logs: [api]"),
    good: made("logs: [audit]"),
  },
  "control-plane-logs": {
    level: "warning",
    about: "cluster",
    controls: { "cis-eks-1.8": ["2.1.1"] },
    summary:
      "EKS does not write all other logs of the control plane: api, authenticator, controllerManager, scheduler.",
    wayOut: "Write `logs: [api, audit, authenticator, controllerManager, scheduler]`; CloudWatch charges for them.",
    source: `${GUIDE}/control-plane-logs.html`,
    bad: made("logs: [audit, api, authenticator, controllerManager]"),
    good: made("logs: [api, authenticator, controllerManager, scheduler]"),
  },
  "deletion-protection": {
    level: "note",
    about: "cluster",
    controls: { "eks-best-practices": ["guide/deletion-protection"] },
    summary: "EKS deletes the cluster on request, by a wrong destroy too, and with it all that runs there.",
    wayOut: "Write `deletionProtection: true`, which needs version 6.9 of the AWS provider.",
    source: `${GUIDE}/deletion-protection.html`,
    bad: made("deletionProtection: false"),
    good: made("deletionProtection: true"),
  },
  "old-version": {
    level: "warning",
    about: "cluster",
    controls: { "eks-best-practices": ["guide/versions"], nsa: ["upgrades/patches"] },
    summary:
      "The version of Kubernetes is past the end of its standard support, by the calendar of EKS that this release of the tool knows. Extended support costs more and ends too, with an upgrade by EKS.",
    wayOut: "Upgrade, one minor version at a time.",
    source: `${GUIDE}/kubernetes-versions.html`,
    bad: made('version: "1.33"'),
    good: made('version: "1.34"'),
  },
  "open-endpoint": {
    level: "error",
    about: "cluster",
    controls: {
      "eks-best-practices": ["iam/private-endpoint"],
      "cis-eks-1.8": ["5.4.1"],
      nsa: ["network/control-plane"],
    },
    summary: "The API server is reachable from everywhere on the internet.",
    wayOut: "Write `publicCidrs` with the networks that you come from, or `public: false` beside `private: true`.",
    source: `${GUIDE}/cluster-endpoint.html`,
    bad: made("endpoint: { private: true, public: true }"),
    good: made('endpoint: { private: true, public: true, publicCidrs: ["203.0.113.0/24"] }'),
  },
  "own-key": {
    level: "warning",
    about: "cluster",
    controls: { "eks-best-practices": ["data/envelope"], "cis-eks-1.8": ["5.3.1"], nsa: ["network/secrets"] },
    summary:
      "Secrets are encrypted with a key of AWS, as EKS does by itself. With a key of your own its policy says who may decrypt, and CloudTrail shows who did.",
    wayOut: "Write `encryptionKeyArn`. It stays for the life of the cluster: EKS takes no key away.",
    source: `${GUIDE}/envelope-encryption.html`,
    bad: made("deletionProtection: true"),
    good: made("encryptionKeyArn: arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f"),
  },
  "public-endpoint": {
    level: "warning",
    about: "cluster",
    controls: { "eks-best-practices": ["iam/private-endpoint"], "cis-eks-1.8": ["5.4.2"] },
    summary:
      "The API server has a public endpoint, or none in the VPC. With both, the private one is used in the VPC, and the public one stays open to attempts.",
    wayOut: "Write `endpoint: { private: true, public: false }`, and reach the cluster through the VPC.",
    source: `${GUIDE}/cluster-endpoint.html`,
    bad: made('endpoint: { private: true, public: true, publicCidrs: ["203.0.113.0/24"] }'),
    good: made("endpoint: { private: true, public: false }"),
  },
});

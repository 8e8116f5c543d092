import { chapter, type Pack } from "./pack";

const BEST_PRACTICES = "https://docs.aws.amazon.com/eks/latest/best-practices";
const USER_GUIDE = "https://docs.aws.amazon.com/eks/latest/userguide";

/**
 * AWS's EKS Best Practices Guide, the recommendations of its chapters on security, and what the EKS User Guide advises
 * beside. Both number nothing: the names are ours.
 *
 * @see https://docs.aws.amazon.com/eks/latest/best-practices/security.html
 */
export const EKS_BEST_PRACTICES: Pack = {
  short: "EKS",
  title: "AWS's best practices for EKS",
  page: `${BEST_PRACTICES}/security.html`,
  names: "names of ours by the chapters of the guide, which has no numbers",
  controls: {
    ...chapter("iam", `${BEST_PRACTICES}/identity-and-access-management.html`, {
      "access-entries": { asks: "access entries decide who may log in, and aws-auth does not" },
      "identity-center": { asks: "people come from IAM Identity Center", teller: "account" },
      "private-endpoint": { asks: "the API server is not reachable from the internet" },
      "no-static-tokens": { asks: "nobody logs in with the token of a service account", teller: "cluster" },
      "least-privilege-in-aws": { asks: "those who use the cluster need no rights in AWS beyond", teller: "account" },
      creator: { asks: "whoever made the cluster is not cluster admin for good" },
      "few-admins": { asks: "cluster admin is for emergencies and few", teller: "cluster" },
      "roles-not-users": { asks: "IAM roles are granted access, and users are not" },
      "least-privilege-in-cluster": { asks: "bindings in the cluster allow what is needed", teller: "cluster" },
      automated: { asks: "the cluster is made by code, not by hand" },
      "dedicated-role": { asks: "the role that makes the cluster is used for nothing else", teller: "people" },
      "audit-access": { asks: "somebody looks at who has access, again and again", teller: "people" },
      "cni-role": { asks: "the VPC CNI has a role of its own, apart from that of the node" },
      "instance-profile": { asks: "pods do not get the rights of their node", teller: "nodes" },
      "irsa-scope": { asks: "the trust of a role names one service account, namespace and cluster", teller: "account" },
      "role-per-application": { asks: "each application has an IAM role of its own", teller: "people" },
      imdsv2: { asks: "what needs the metadata of the node uses IMDSv2", teller: "nodes" },
      "token-mounts": { asks: "tokens of service accounts are mounted where they are needed", teller: "cluster" },
      "service-account-per-application": {
        asks: "each application has a service account of its own",
        teller: "cluster",
      },
      "non-root": { asks: "applications run as another user than root", teller: "cluster" },
      "least-privilege-of-pods": { asks: "roles of pods allow what the application needs", teller: "account" },
      boundaries: { asks: "roles have a permissions boundary, those of pods above all" },
      "pod-identity": { asks: "pods get their roles by Pod Identity where it works" },
      anonymous: { asks: "nobody without a name may do anything", teller: "cluster" },
    }),
    ...chapter("pods", `${BEST_PRACTICES}/pod-security.html`, {
      standards: { asks: "the cluster refuses pods that are not secure enough", teller: "cluster" },
      privileged: { asks: "few containers are privileged, and none may gain privileges", teller: "cluster" },
      "host-path": { asks: "pods do not mount folders of the node or the socket of its runtime", teller: "cluster" },
      limits: { asks: "containers have requests and limits", teller: "cluster" },
      "read-only": { asks: "containers cannot write to their file system", teller: "cluster" },
    }),
    ...chapter("tenants", `${BEST_PRACTICES}/tenant-isolation.html`, {
      namespaces: { asks: "namespaces, and what may be done in them, separate the teams", teller: "cluster" },
      quotas: { asks: "namespaces have quotas", teller: "cluster" },
    }),
    ...chapter("accounts", `${BEST_PRACTICES}/multi-account-strategy.html`, {
      "roles-across": { asks: "cluster admins of another account go through a role of the cluster's account" },
    }),
    ...chapter("logs", `${BEST_PRACTICES}/auditing-and-logging.html`, {
      audit: { asks: "the audit log is on" },
      alarms: { asks: "alarms and analysis watch the logs", teller: "account" },
      cloudtrail: { asks: "CloudTrail is read too", teller: "account" },
    }),
    ...chapter("network", `${BEST_PRACTICES}/network-security.html`, {
      deny: { asks: "network policies begin with refusing everything", teller: "cluster" },
      "security-groups": { asks: "security groups bound what nodes and pods reach", teller: "account" },
      encryption: { asks: "traffic is encrypted, up to the load balancer", teller: "cluster" },
    }),
    ...chapter("data", `${BEST_PRACTICES}/data-encryption-and-secrets-management.html`, {
      "at-rest": { asks: "disks are encrypted with keys of the customer's own", teller: "account" },
      rotation: { asks: "keys and Secrets change from time to time", teller: "people" },
      envelope: { asks: "Secrets are encrypted with a key of the customer's own" },
      "audit-secrets": { asks: "the use of Secrets is watched", teller: "account" },
      "secrets-apart": { asks: "those who may read some Secrets may not read those of others", teller: "cluster" },
      "external-secrets": { asks: "Secrets come from a store outside of the cluster", teller: "people" },
    }),
    ...chapter("hosts", `${BEST_PRACTICES}/protecting-the-infrastructure.html`, {
      "os-for-containers": { asks: "nodes run an operating system that is made for containers", teller: "nodes" },
      updated: { asks: "nodes are kept up to date by replacing them", teller: "nodes" },
      "kube-bench": { asks: "the nodes are held against the CIS benchmark", teller: "nodes" },
      "few-logins": { asks: "nobody logs in to nodes by SSH", teller: "nodes" },
      "private-subnets": { asks: "nodes are in private subnets", teller: "account" },
      inspector: { asks: "Amazon Inspector looks at the nodes", teller: "account" },
    }),
    ...chapter("images", `${BEST_PRACTICES}/image-security.html`, {
      minimal: { asks: "images hold what the application needs alone", teller: "registry" },
      scanned: { asks: "images are scanned again and again", teller: "registry" },
      "registry-policies": { asks: "few may change images, and nodes only pull them", teller: "registry" },
      immutable: { asks: "tags of images do not move, and images are signed", teller: "registry" },
    }),
    ...chapter("guide", USER_GUIDE, {
      versions: { asks: "the version of Kubernetes is in standard support" },
      "deletion-protection": { asks: "EKS refuses to delete the cluster" },
      "confused-deputy": { asks: "the trust of the cluster role names the cluster" },
      "session-tags": { asks: "sessions of pods carry the tags that say whose they are" },
      "kernel-lockdown": { asks: "the kernel of Auto Mode's nodes is locked down" },
    }),
  },
};

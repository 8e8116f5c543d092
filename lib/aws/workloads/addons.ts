import type { PolicyDocument } from "../iam/policy-document";
import type { TrustScope } from "../iam/trust";
import { CNI } from "../nodes/node-kinds";
import type { PolicyTemplateName } from "./policy-templates";
import { VIAS, type Via } from "./via";

/** A role for a service account of an add-on. */
export interface AddonRole {
  /** `namespace/name` */
  readonly serviceAccount: string;
  /** The service account in an IRSA trust policy, if EKS annotates several service accounts with the same role. */
  readonly irsaServiceAccount?: string;
  /** Names of the managed policies. */
  readonly policies: readonly string[];
  /** The policy template that the role needs. Its inputs are required. */
  readonly template?: PolicyTemplateName;
  /** The policy template that applies only if inputs are given. */
  readonly templateOfInputs?: PolicyTemplateName;
  /** Inline policies of this project without inputs, by name. */
  readonly inline?: Readonly<Record<string, (scope: TrustScope) => PolicyDocument>>;
  /** How its pods can get the role, according to AWS's pages or the driver's template. */
  readonly via: readonly Via[];
}

interface Common {
  /** Whether EKS Auto Mode has it built in. */
  readonly builtIn?: true;
  readonly sources: readonly string[];
}

export interface AddonWithRole extends Common, AddonRole {
  readonly kind: "role";
  /** Other configurations of the add-on, by name. Each states only the differences. */
  readonly variants?: Readonly<Record<string, Partial<AddonRole>>>;
}

/** An add-on for which AWS documents the policies but not the service account. */
export interface AddonUnpublished extends Common {
  readonly kind: "unpublished";
  readonly policies: readonly string[];
  /** Empty if AWS does not document it. */
  readonly via: readonly Via[];
}

export interface AddonWithoutRole extends Common {
  readonly kind: "no-role";
  /** Which workload needs permissions instead. */
  readonly instead?: string;
}

export type Addon = AddonWithRole | AddonUnpublished | AddonWithoutRole;

const GUIDE = "https://docs.aws.amazon.com/eks/latest/userguide";
const PAGE = `${GUIDE}/workloads-add-ons-available-eks.html`;
const COMMUNITY = `${GUIDE}/community-addons.html`;

const BOTH = VIAS;
const noRole = (...sources: readonly [string, ...string[]]) => ({ kind: "no-role", sources }) as const;

/**
 * EKS add-ons by name.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/community-addons.html
 */
export const ADDONS: Readonly<Record<string, Addon>> = {
  adot: { kind: "unpublished", policies: [], via: [], sources: [`${PAGE}#add-ons-adot`] },
  "amazon-cloudwatch-observability": {
    kind: "role",
    serviceAccount: "amazon-cloudwatch/cloudwatch-agent",
    policies: ["AWSXrayWriteOnlyAccess", "CloudWatchAgentServerPolicy"],
    via: BOTH,
    sources: [
      `${PAGE}#amazon-cloudwatch-observability`,
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html",
    ],
  },
  "amazon-sagemaker-hyperpod-inference": {
    kind: "unpublished",
    policies: ["AmazonSageMakerHyperPodInferenceAccess", "AmazonSageMakerHyperPodGatedModelAccess"],
    via: ["irsa"],
    sources: [`${PAGE}#addons-hyperpod-inference-operator`],
  },
  "amazon-sagemaker-hyperpod-observability": {
    kind: "unpublished",
    policies: ["AmazonPrometheusRemoteWriteAccess", "CloudWatchAgentServerPolicy"],
    via: ["irsa"],
    sources: [`${PAGE}#addons-hyperpod-observability`],
  },
  "amazon-sagemaker-hyperpod-taskgovernance": noRole(`${PAGE}#addons-hyperpod`),
  "amazon-sagemaker-hyperpod-training-operator": {
    kind: "unpublished",
    policies: ["AmazonSageMakerHyperPodTrainingOperatorAccess"],
    via: ["pod-identity"],
    sources: [`${PAGE}#addons-hyperpod-training-operator`],
  },
  "amazon-sagemaker-spaces": {
    kind: "unpublished",
    policies: [],
    via: [],
    sources: [
      `${PAGE}#add-ons-amazon-sagemaker-spaces`,
      "https://docs.aws.amazon.com/sagemaker/latest/dg/permission-setup.html",
    ],
  },
  "aws-ebs-csi-driver": {
    kind: "role",
    serviceAccount: "kube-system/ebs-csi-controller-sa",
    policies: ["AmazonEBSCSIDriverPolicyV2"],
    templateOfInputs: "ebs-csi-kms",
    via: BOTH,
    builtIn: true,
    variants: {
      // its conditions use the session tag eks-cluster-name, which IRSA does not set
      "cluster-scoped": { policies: ["AmazonEBSCSIDriverEKSClusterScopedPolicy"], via: ["pod-identity"] },
      "any-tags": { policies: ["AmazonEBSCSIDriverPolicy"] },
    },
    sources: [`${PAGE}#add-ons-aws-ebs-csi-driver`, `${GUIDE}/ebs-csi.html`],
  },
  "aws-ec2-local-instance-store-csi-driver": noRole(`${PAGE}#add-ons-aws-ec2-instance-store-csi-driver`),
  "aws-efs-csi-driver": {
    kind: "role",
    serviceAccount: "kube-system/efs-csi-controller-sa",
    irsaServiceAccount: "kube-system/efs-csi-*",
    policies: ["AmazonEFSCSIDriverPolicy"],
    via: BOTH,
    variants: {
      // two service accounts with one role each, so each trust policy names one
      "s3-files": {
        irsaServiceAccount: "kube-system/efs-csi-controller-sa",
        // the same controller also serves EFS
        policies: ["AmazonEFSCSIDriverPolicy", "AmazonS3FilesCSIDriverPolicy", "AmazonS3FilesClientFullAccess"],
      },
      "s3-files-node": {
        serviceAccount: "kube-system/efs-csi-node-sa",
        irsaServiceAccount: "kube-system/efs-csi-node-sa",
        policies: ["AmazonS3FilesClientFullAccess", "AmazonElasticFileSystemsUtils"],
        template: "s3-files-csi-node",
      },
    },
    sources: [
      `${PAGE}#add-ons-aws-efs-csi-driver`,
      `${GUIDE}/efs-csi.html`,
      `${GUIDE}/s3files-csi.html#s3files-create-iam-resources`,
    ],
  },
  "aws-fsx-csi-driver": {
    kind: "role",
    serviceAccount: "kube-system/fsx-csi-controller-sa",
    policies: ["AmazonFSxFullAccess"],
    via: BOTH,
    sources: [`${PAGE}#add-ons-aws-fsx-csi-driver`, `${GUIDE}/fsx-csi.html`],
  },
  "aws-guardduty-agent": noRole(`${PAGE}#add-ons-guard-duty`),
  "aws-mountpoint-s3-csi-driver": {
    kind: "role",
    serviceAccount: "kube-system/s3-csi-driver-sa",
    policies: [],
    template: "mountpoint-s3-csi",
    via: BOTH,
    sources: [
      `${PAGE}#mountpoint-for-s3-add-on`,
      "https://github.com/awslabs/mountpoint-s3-csi-driver/blob/main/docs/CONFIGURATION.md#driver-level-credentials-with-eks-pod-identity",
    ],
  },
  "aws-network-flow-monitoring-agent": {
    kind: "unpublished",
    policies: ["CloudWatchNetworkFlowMonitorAgentPublishPolicy"],
    via: [],
    sources: [`${PAGE}#addons-network-flow`],
  },
  "aws-privateca-connector-for-kubernetes": {
    kind: "role",
    serviceAccount: "aws-privateca-issuer/aws-privateca-issuer",
    policies: ["AWSPrivateCAConnectorForKubernetesPolicy"],
    via: ["pod-identity"],
    sources: [`${PAGE}#add-ons-aws-privateca-connector`],
  },
  "aws-secrets-store-csi-driver-provider": {
    ...noRole(
      `${PAGE}#add-ons-ascp-iam-permissions`,
      "https://docs.aws.amazon.com/secretsmanager/latest/userguide/ascp-eks-installation.html",
    ),
    instead:
      "the pods that mount secrets need a role, by a workload for their service account with controller: secrets-store-csi",
  },
  "cert-manager": {
    kind: "role",
    serviceAccount: "cert-manager/cert-manager",
    policies: [],
    template: "cert-manager",
    via: BOTH,
    sources: [`${COMMUNITY}#addon-cert-manager`, "https://cert-manager.io/docs/configuration/acme/dns01/route53/"],
  },
  coredns: { ...noRole(`${PAGE}#add-ons-coredns`), builtIn: true },
  "eks-node-monitoring-agent": { ...noRole(`${PAGE}#add-ons-eks-node-monitoring-agent`), builtIn: true },
  "eks-pod-identity-agent": {
    ...noRole(`${PAGE}#add-ons-pod-id`),
    builtIn: true,
    instead: "it uses the role of the nodes",
  },
  "external-dns": {
    kind: "role",
    serviceAccount: "external-dns/external-dns",
    policies: [],
    template: "external-dns",
    via: BOTH,
    sources: [`${COMMUNITY}#external-dns`],
  },
  "fluent-bit": {
    kind: "role",
    serviceAccount: "fluent-bit/fluent-bit",
    policies: [],
    via: BOTH,
    sources: [`${COMMUNITY}#fluent-bit`],
  },
  "kube-proxy": { ...noRole(`${PAGE}#add-ons-kube-proxy`), builtIn: true },
  "kube-state-metrics": noRole(`${COMMUNITY}#kube-state-metrics`),
  "metrics-server": noRole(`${COMMUNITY}#kubernetes-metrics-server`),
  "prometheus-node-exporter": noRole(`${COMMUNITY}#prometheus-node-exporter`),
  "snapshot-controller": noRole(`${PAGE}#addons-csi-snapshot-controller`),
  "sriov-network-metrics-exporter": noRole(`${PAGE}#add-ons-sriov-network-metrics-exporter`),
  "vpc-cni": {
    kind: "role",
    serviceAccount: "kube-system/aws-node",
    policies: [CNI.ipv4],
    via: BOTH,
    builtIn: true,
    variants: { ipv6: { policies: [], inline: { [CNI.name]: CNI.ipv6 } } },
    sources: [`${PAGE}#add-ons-vpc-cni`, `${GUIDE}/cni-iam-role.html`],
  },
};

export const ADDON_NAMES: readonly string[] = Object.keys(ADDONS);

/** Returns the add-on with this name, or undefined if it is unknown. */
export const addonOf = (name: string): Addon | undefined => (Object.hasOwn(ADDONS, name) ? ADDONS[name] : undefined);

/** Returns the role of an add-on, or of one of its variants; undefined if there is no such variant. */
export function addonRole(addon: AddonWithRole, variant?: string): AddonRole | undefined {
  const { kind: _, sources: __, builtIn: ___, variants = {}, ...role } = addon;
  if (variant === undefined) return role;
  return Object.hasOwn(variants, variant) ? { ...role, ...variants[variant] } : undefined;
}

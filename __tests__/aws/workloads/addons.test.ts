import { MANAGED_POLICIES_BY_NAME } from "../../../lib/aws/iam/managed-policies";
import { ADDON_NAMES, ADDONS, type AddonRole, addonOf, addonRole } from "../../../lib/aws/workloads/addons";
import { policyTemplate } from "../../../lib/aws/workloads/policy-templates";
import { parseServiceAccount } from "../../../lib/aws/workloads/trust";
import { VIAS } from "../../../lib/aws/workloads/via";

const ofKind = (kind: string) => ADDON_NAMES.filter((name) => addonOf(name)?.kind === kind);

/** Every role of the table, those of variants too. */
const ROLES = Object.entries(ADDONS).flatMap(([name, addon]): [string, AddonRole][] => {
  if (addon.kind !== "role") return [];
  const variants = [undefined, ...Object.keys(addon.variants ?? {})];
  return variants.map((variant) => [
    variant ? `${name}, ${variant}` : name,
    addonRole(addon, variant) ?? { serviceAccount: "", policies: [], via: [] },
  ]);
});

const POLICIES = Object.entries(ADDONS)
  .flatMap(([name, addon]): [string, readonly string[]][] =>
    addon.kind === "unpublished" ? [[name, addon.policies]] : [],
  )
  .concat(ROLES.map(([name, { policies }]) => [name, policies]));

const role = (name: string) => ROLES.find(([other]) => other === name)?.[1];

describe("add-ons", () => {
  test.each([
    ["vpc-cni", "kube-system/aws-node", ["AmazonEKS_CNI_Policy"]],
    ["aws-ebs-csi-driver", "kube-system/ebs-csi-controller-sa", ["AmazonEBSCSIDriverPolicyV2"]],
    ["aws-efs-csi-driver", "kube-system/efs-csi-controller-sa", ["AmazonEFSCSIDriverPolicy"]],
    ["aws-fsx-csi-driver", "kube-system/fsx-csi-controller-sa", ["AmazonFSxFullAccess"]],
    ["aws-mountpoint-s3-csi-driver", "kube-system/s3-csi-driver-sa", []],
    [
      "amazon-cloudwatch-observability",
      "amazon-cloudwatch/cloudwatch-agent",
      ["AWSXrayWriteOnlyAccess", "CloudWatchAgentServerPolicy"],
    ],
    [
      "aws-privateca-connector-for-kubernetes",
      "aws-privateca-issuer/aws-privateca-issuer",
      ["AWSPrivateCAConnectorForKubernetesPolicy"],
    ],
    ["cert-manager", "cert-manager/cert-manager", []],
    ["external-dns", "external-dns/external-dns", []],
    ["fluent-bit", "fluent-bit/fluent-bit", []],
    [
      "aws-ebs-csi-driver, cluster-scoped",
      "kube-system/ebs-csi-controller-sa",
      ["AmazonEBSCSIDriverEKSClusterScopedPolicy"],
    ],
    ["aws-ebs-csi-driver, any-tags", "kube-system/ebs-csi-controller-sa", ["AmazonEBSCSIDriverPolicy"]],
    [
      "aws-efs-csi-driver, s3-files",
      "kube-system/efs-csi-controller-sa",
      ["AmazonEFSCSIDriverPolicy", "AmazonS3FilesCSIDriverPolicy", "AmazonS3FilesClientFullAccess"],
    ],
    [
      "aws-efs-csi-driver, s3-files-node",
      "kube-system/efs-csi-node-sa",
      ["AmazonS3FilesClientFullAccess", "AmazonElasticFileSystemsUtils"],
    ],
    ["vpc-cni, ipv6", "kube-system/aws-node", []],
  ] as const)("%s: %s has %j", (name, serviceAccount, policies) => {
    expect(role(name)).toMatchObject({ serviceAccount, policies });
  });

  test("every role of the table is shown above", () => {
    expect(ROLES).toHaveLength(15);
  });

  test.each(ROLES)("%s: its service accounts are namespace/name", (_name, { serviceAccount, irsaServiceAccount }) => {
    for (const given of [serviceAccount, irsaServiceAccount ?? serviceAccount]) {
      expect(parseServiceAccount(given)).toBeDefined();
    }
    expect(serviceAccount).not.toContain("*");
  });

  test.each(POLICIES)("%s: its managed policies are known", (_name, policies) => {
    expect(policies.filter((policy) => !(policy in MANAGED_POLICIES_BY_NAME))).toEqual([]);
  });

  test.each(ROLES)("%s: it can have its role by a way that is known, once each", (_name, { via }) => {
    expect(via.length).toBeGreaterThan(0);
    expect([...via]).toEqual(VIAS.filter((one) => via.includes(one)));
  });

  test.each(
    ROLES.flatMap(([name, { template, templateOfInputs, serviceAccount }]) =>
      [template, templateOfInputs].flatMap((one) => (one ? [[name, one, serviceAccount] as const] : [])),
    ),
  )("%s: the template %s is for its service account", (_name, template, serviceAccount) => {
    expect(policyTemplate(template).serviceAccount).toBe(serviceAccount);
  });

  test("R716 those that need no role", () => {
    expect(ofKind("no-role")).toEqual([
      "amazon-sagemaker-hyperpod-taskgovernance",
      "aws-ec2-local-instance-store-csi-driver",
      "aws-guardduty-agent",
      "aws-secrets-store-csi-driver-provider",
      "coredns",
      "eks-node-monitoring-agent",
      "eks-pod-identity-agent",
      "kube-proxy",
      "kube-state-metrics",
      "metrics-server",
      "prometheus-node-exporter",
      "snapshot-controller",
      "sriov-network-metrics-exporter",
    ]);
  });

  test("R717 those whose service account AWS does not publish", () => {
    expect(ofKind("unpublished")).toEqual([
      "adot",
      "amazon-sagemaker-hyperpod-inference",
      "amazon-sagemaker-hyperpod-observability",
      "amazon-sagemaker-hyperpod-training-operator",
      "amazon-sagemaker-spaces",
      "aws-network-flow-monitoring-agent",
    ]);
  });

  test.each(["vpc-cni", "aws-ebs-csi-driver", "aws-efs-csi-driver", "aws-fsx-csi-driver"])(
    "R718 %s takes Pod Identity and IRSA",
    (name) => {
      expect(role(name)?.via).toEqual(["pod-identity", "irsa"]);
    },
  );

  test("R719 those that Auto Mode has built in", () => {
    expect(ADDON_NAMES.filter((name) => addonOf(name)?.builtIn)).toEqual([
      "aws-ebs-csi-driver",
      "coredns",
      "eks-node-monitoring-agent",
      "eks-pod-identity-agent",
      "kube-proxy",
      "vpc-cni",
    ]);
  });

  test("R720 what compares with a session tag comes by Pod Identity only", () => {
    expect(role("aws-ebs-csi-driver, cluster-scoped")?.via).toEqual(["pod-identity"]);
  });

  test("a trust by IRSA names both service accounts of the EFS driver, unless each has a role of its own", () => {
    expect(role("aws-efs-csi-driver")?.irsaServiceAccount).toBe("kube-system/efs-csi-*");
    expect(role("aws-efs-csi-driver, s3-files")?.irsaServiceAccount).toBe("kube-system/efs-csi-controller-sa");
    expect(role("aws-efs-csi-driver, s3-files-node")?.irsaServiceAccount).toBe("kube-system/efs-csi-node-sa");
  });

  test("with IPv6 the VPC CNI has a policy of ours", () => {
    expect(Object.keys(role("vpc-cni, ipv6")?.inline ?? {})).toEqual(["CNIIPv6"]);
  });

  test("a variant that the table does not have is none", () => {
    const addon = addonOf("vpc-cni");
    expect(addon?.kind === "role" && addonRole(addon, "ipv5")).toBeUndefined();
  });

  test("an add-on that the table does not have is none, whatever JavaScript knows by its name", () => {
    expect(["vpc-cni-2", "constructor", "__proto__"].map(addonOf)).toEqual([undefined, undefined, undefined]);
  });

  test.each(Object.entries(ADDONS))("%s has its source", (_name, { sources }) => {
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((source) => !source.startsWith("https://"))).toEqual([]);
  });
});

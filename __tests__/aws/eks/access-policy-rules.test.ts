import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ACCESS_POLICIES } from "../../../lib/aws/eks/access-policies";
import { ACCESS_POLICY_RULES, type AccessPolicyRule } from "../../../lib/aws/eks/access-policy-rules";

/** Policies that AWS names without their rules. */
const UNPUBLISHED = [
  "AWSBatchClusterPolicy",
  "AWSBatchNamespacePolicy",
  "AmazonAIOpsAssistantPolicy",
  "AmazonARCRegionSwitchScalingPolicy",
  "AmazonEKSAutoNodePolicy",
  "AmazonEKSBlockStorageClusterPolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSClusterInsightsPolicy",
  "AmazonEKSComputeClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSEventPolicy",
  "AmazonEKSLoadBalancingClusterPolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingClusterPolicy",
  "AmazonEKSNetworkingPolicy",
  "AmazonEMRJobPolicy",
  "AmazonSagemakerHyperpodInferenceMonitoringPolicy",
];

test("every access policy has its rules here, or is known to have none published", () => {
  expect([...Object.keys(ACCESS_POLICY_RULES), ...UNPUBLISHED].sort()).toEqual(Object.keys(ACCESS_POLICIES).sort());
});

const whatOf = ({ apiGroups, resources, nonResourceURLs, only }: AccessPolicyRule) =>
  nonResourceURLs
    ? `paths ${nonResourceURLs.join(" ")}`
    : `${apiGroups.map((group) => group || "core").join(" ")}: ${resources.join(" ")}${only ? ` (${only})` : ""}`;

test("the rules are those of AWS's page, word for word", () => {
  const lines = Object.entries(ACCESS_POLICY_RULES).flatMap(([name, { rules, doubted }]) => [
    ...(doubted ? [`${name}: in doubt: ${doubted.join(" ")}`] : []),
    ...rules.map((rule) => `${name}: ${rule.verbs.join(" ")} of ${whatOf(rule)}`),
  ]);
  const golden = readFileSync(join(__dirname, "golden/access-policy-rules.txt"), "utf8");
  expect(lines.sort()).toEqual(golden.trimEnd().split("\n").sort());
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { ClusterConfig } from "../lib/schema/types";
import { head, spec } from "./support/decide";
import { addresses, synthesized } from "./support/synth";

/** Addresses are a contract: a change here moves or replaces what users have in their state. */
test("clusters/demo.yaml keeps its addresses", () => {
  const config: ClusterConfig = parse(readFileSync(join(__dirname, "../clusters/demo.yaml"), "utf8"));
  expect(addresses(synthesized(config))).toEqual([
    "aws_eks_access_entry.node-class_gpu_entry",
    "aws_eks_access_policy_association.node-class_gpu_entry_AmazonEKSAutoNodePolicy",
    "aws_iam_instance_profile.node-class_gpu_instance-profile",
    "aws_iam_role.node-class_gpu",
    "aws_iam_role_policy_attachment.node-class_gpu_policy_AmazonEC2ContainerRegistryPullOnly",
    "aws_iam_role_policy_attachment.node-class_gpu_policy_AmazonEKSWorkerNodeMinimalPolicy",
  ]);
});

const fixture = (name: string): ClusterConfig => parse(readFileSync(join(__dirname, `fixtures/${name}.yaml`), "utf8"));

/** Less those of policies, which are the role's address and the policy's name. */
const main = (config: ClusterConfig) =>
  addresses(synthesized(config)).filter((address) => !address.startsWith("aws_iam_role_policy"));

test("a cluster of Auto Mode keeps its addresses", () => {
  expect(main(fixture("auto-mode"))).toEqual([
    "aws_eks_access_entry.access_platform-admins",
    "aws_eks_access_entry.access_team-a",
    "aws_eks_access_entry.node-class_arm_entry",
    "aws_eks_access_entry.node-class_gpu_entry",
    "aws_eks_access_policy_association.access_platform-admins_AmazonEKSClusterAdminPolicy",
    "aws_eks_access_policy_association.access_team-a_AmazonEKSEditPolicy",
    "aws_eks_access_policy_association.access_team-a_AmazonEKSViewPolicy",
    "aws_eks_access_policy_association.node-class_arm_entry_AmazonEKSAutoNodePolicy",
    "aws_eks_access_policy_association.node-class_gpu_entry_AmazonEKSAutoNodePolicy",
    "aws_eks_cluster.cluster",
    "aws_eks_pod_identity_association.workload_backend_apps_backend",
    "aws_eks_pod_identity_association.workload_efs_kube-system_efs-csi-controller-sa",
    "aws_iam_instance_profile.node-class_gpu_instance-profile",
    "aws_iam_openid_connect_provider.oidc-provider",
    "aws_iam_role.cluster-role",
    "aws_iam_role.node-class_gpu",
    "aws_iam_role.node-role_default",
    "aws_iam_role.workload_backend",
    "aws_iam_role.workload_efs",
    "aws_iam_role.workload_reports",
  ]);
});

test("every other kind of node keeps its addresses", () => {
  expect(main(fixture("classic"))).toEqual([
    "aws_eks_access_entry.access_auditor",
    "aws_eks_access_entry.access_developers",
    "aws_eks_access_entry.access_old-admin",
    "aws_eks_access_entry.node-role_edge_entry",
    "aws_eks_access_entry.node-role_spot_entry",
    "aws_eks_access_entry.node-role_windows_entry",
    "aws_eks_access_policy_association.access_auditor_AmazonEKSAdminViewPolicy",
    "aws_eks_access_policy_association.access_old-admin_AmazonEKSClusterAdminPolicy",
    "aws_eks_pod_identity_association.workload_ebs_kube-system_ebs-csi-controller-sa",
    "aws_iam_instance_profile.node-role_spot_instance-profile",
    "aws_iam_instance_profile.node-role_windows_instance-profile",
    "aws_iam_openid_connect_provider.oidc-provider",
    "aws_iam_role.cluster-role",
    "aws_iam_role.node-role_edge",
    "aws_iam_role.node-role_serverless",
    "aws_iam_role.node-role_six",
    "aws_iam_role.node-role_spot",
    "aws_iam_role.node-role_windows",
    "aws_iam_role.node-role_workers",
    "aws_iam_role.workload_cni",
    "aws_iam_role.workload_ebs",
  ]);
});

test("an interruption queue keeps its addresses", () => {
  const inputs = { nodeRoleArns: "arn:aws:iam::111122223333:role/nodes" };
  const item = { controller: "karpenter", inputs, interruptionQueue: true };
  expect(main(head({ workloads: { karpenter: item } }))).toEqual([
    "aws_cloudwatch_event_rule.workload_karpenter_queue-capacity-reservation-interruption",
    "aws_cloudwatch_event_rule.workload_karpenter_queue-health-event",
    "aws_cloudwatch_event_rule.workload_karpenter_queue-rebalance-recommendation",
    "aws_cloudwatch_event_rule.workload_karpenter_queue-spot-interruption",
    "aws_cloudwatch_event_rule.workload_karpenter_queue-state-change",
    "aws_cloudwatch_event_target.workload_karpenter_queue-capacity-reservation-interruption-target",
    "aws_cloudwatch_event_target.workload_karpenter_queue-health-event-target",
    "aws_cloudwatch_event_target.workload_karpenter_queue-rebalance-recommendation-target",
    "aws_cloudwatch_event_target.workload_karpenter_queue-spot-interruption-target",
    "aws_cloudwatch_event_target.workload_karpenter_queue-state-change-target",
    "aws_eks_pod_identity_association.workload_karpenter_kube-system_karpenter",
    "aws_iam_role.workload_karpenter",
    "aws_sqs_queue.workload_karpenter_queue",
    "aws_sqs_queue_policy.workload_karpenter_queue-policy",
  ]);
});

test("identity providers keep their addresses", () => {
  const okta = { issuerUrl: "https://acme.okta.com", clientId: "kubernetes" };
  const ci = { issuerUrl: "https://ci.example.com", clientId: "pipelines" };
  expect(addresses(synthesized(head({ identityProviders: { okta, ci } })))).toEqual([
    "aws_eks_identity_provider_config.identity-provider_ci",
    "aws_eks_identity_provider_config.identity-provider_okta",
  ]);
});

test("another item changes no address", () => {
  const item = { spec: spec(), instanceProfile: true };
  const before = addresses(synthesized(head({ nodeClasses: { m: item } })));
  const after = addresses(synthesized(head({ nodeClasses: { a: item, m: item, z: item } })));
  expect(after).toEqual(expect.arrayContaining(before));
});

test("another name of the stack changes no address", () => {
  const config = head({ nodeClasses: { m: { spec: spec() } } });
  expect(addresses(synthesized(config, "one"))).toEqual(addresses(synthesized(config, "two")));
});

import type { ClusterConfig } from "../../lib/schema/types";
import { head, nodeClass } from "../support/decide";
import { synthesized } from "../support/synth";

const ROLE = "arn:aws:iam::111122223333:role";
const POLICY = "arn:aws:eks::aws:cluster-access-policy";
const MANAGED = "arn:aws:iam::aws:policy";

/** What each import block takes over, by its address, and the oldest Terraform that may. */
function imports(config: ClusterConfig): { terraform: unknown; ids: Record<string, unknown> } {
  const json = synthesized(config) as ReturnType<typeof synthesized> & { import?: { to: string; id: string }[] };
  return {
    terraform: json.terraform.required_version,
    ids: Object.fromEntries((json.import ?? []).map(({ to, id }) => [to, id])),
  };
}

const ALL = "with-policies";
const OLD = ">= 1.2.0";
const NEW = ">= 1.5.0";

test("nothing is imported where nothing is adopted", () => {
  const config = nodeClass(
    { instanceProfile: true, adopt: false },
    { access: { dev: { principal: `${ROLE}/dev`, groups: ["dev"] } } },
  );
  expect(imports(config)).toEqual({ terraform: OLD, ids: {} });
});

test("an item of access brings its entry and its policies, and no other item's", () => {
  const policies = ["AmazonEKSViewPolicy", { policy: `${POLICY}/AmazonEKSACKPolicy`, namespaces: ["a"] }];
  const config = head({
    access: {
      old: { principal: `${ROLE}/team/old`, policies, adopt: ALL },
      new: { principal: `${ROLE}/new`, policies },
    },
  });
  expect(imports(config)).toEqual({
    terraform: NEW,
    ids: {
      "aws_eks_access_entry.access_old": `demo:${ROLE}/team/old`,
      "aws_eks_access_policy_association.access_old_AmazonEKSACKPolicy": `demo#${ROLE}/team/old#${POLICY}/AmazonEKSACKPolicy`,
      "aws_eks_access_policy_association.access_old_AmazonEKSViewPolicy": `demo#${ROLE}/team/old#${POLICY}/AmazonEKSViewPolicy`,
    },
  });
});

test("an item whose entry others make brings its policies alone", () => {
  const batch = `${ROLE}/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch`;
  const policies = [{ policy: "AWSBatchNamespacePolicy", namespaces: ["jobs"] }];
  expect(imports(head({ access: { batch: { principal: batch, entry: "by-batch", policies, adopt: true } } }))).toEqual({
    terraform: NEW,
    ids: {
      "aws_eks_access_policy_association.access_batch_AWSBatchNamespacePolicy": `demo#${batch}#${POLICY}/AWSBatchNamespacePolicy`,
    },
  });
});

test("a policy that is a token is imported by a Terraform that takes one", () => {
  const item = { principal: `${ROLE}/ci`, policies: ["${var.policy}"], adopt: ALL };
  expect(imports(head({ access: { ci: item } })).terraform).toBe(">= 1.6.0");
  expect(imports(head({ access: { ci: { ...item, entry: "elsewhere" } } })).terraform).toBe(">= 1.6.0");
});

test("R805 the entry of a managed role has the type that EKS has given it", () => {
  const config = head({
    nodeRoles: { workers: { kind: "managed", arn: `${ROLE}/workers` } },
    access: { workers: { role: "workers", adopt: ALL } },
  });
  expect(synthesized(config).resource).toEqual({
    aws_eks_access_entry: {
      access_workers: { cluster_name: "demo", principal_arn: `${ROLE}/workers`, type: "EC2_LINUX" },
    },
  });
  expect(imports(config)).toEqual({
    terraform: NEW,
    ids: { "aws_eks_access_entry.access_workers": `demo:${ROLE}/workers` },
  });
});

const role = (id: string, name: string, policies: readonly string[]) => ({
  [`aws_iam_role.${id}`]: name,
  ...Object.fromEntries(
    policies.map((policy) => [`aws_iam_role_policy_attachment.${id}_policy_${policy}`, `${name}/${MANAGED}/${policy}`]),
  ),
});
const AUTO_NODES = ["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodeMinimalPolicy"];
const NODES = ["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy"];
const entryOf = (id: string, arn: string) => ({
  [`aws_eks_access_entry.${id}_entry`]: `demo:${arn}`,
  [`aws_eks_access_policy_association.${id}_entry_AmazonEKSAutoNodePolicy`]: `demo#${arn}#${POLICY}/AmazonEKSAutoNodePolicy`,
});
const profile = (id: string, name: string) => ({ [`aws_iam_instance_profile.${id}_instance-profile`]: name });

test("a NodeClass brings its role, policies, instance profile, entry and the entry's policy", () => {
  const config = nodeClass({
    adopt: ALL,
    role: { name: "Nodes", path: "/team/", inlinePolicies: { s3: { Statement: [] } } },
    instanceProfile: { name: "eks-Nodes" },
  });
  expect(imports(config)).toEqual({
    terraform: NEW,
    ids: {
      ...role("node-class_gpu", "Nodes", AUTO_NODES),
      "aws_iam_role_policy.node-class_gpu_inline_s3": "Nodes:s3",
      ...profile("node-class_gpu", "eks-Nodes"),
      ...entryOf("node-class_gpu", `${ROLE}/team/Nodes`),
    },
  });
});

test("a NodeClass over a role that exists brings its entry alone", () => {
  expect(imports(nodeClass({ adopt: ALL, role: { arn: `${ROLE}/nodes` } })).ids).toEqual(
    entryOf("node-class_gpu", `${ROLE}/nodes`),
  );
});

test("a role alone, or an instance profile alone, is adopted alone", () => {
  expect(imports(nodeClass({ role: { adopt: ALL }, instanceProfile: true })).ids).toEqual(
    role("node-class_gpu", "demo-gpu-node", AUTO_NODES),
  );
  expect(imports(nodeClass({ instanceProfile: { adopt: true } })).ids).toEqual(
    profile("node-class_gpu", "eks-demo-gpu"),
  );
});

test("a node role brings its policies and its instance profile, and its entry where it is ours", () => {
  const adopt = { adopt: ALL, instanceProfile: true };
  const config = head({
    nodeRoles: { spot: { kind: "self-managed", ...adopt }, workers: { kind: "managed", ...adopt } },
  });
  expect(imports(config)).toEqual({
    terraform: NEW,
    ids: {
      ...role("node-role_spot", "demo-spot-node", NODES),
      ...profile("node-role_spot", "eks-demo-spot"),
      "aws_eks_access_entry.node-role_spot_entry": `demo:${ROLE}/demo-spot-node`,
      ...role("node-role_workers", "demo-workers-node", NODES),
      ...profile("node-role_workers", "eks-demo-workers"),
    },
  });
});

test("the cluster's role and other roles are adopted with their policies", () => {
  const config = head({
    clusterRole: { kind: "standard", adopt: ALL },
    otherRoles: { agent: { kind: "connector", adopt: ALL } },
  });
  expect(imports(config)).toEqual({
    terraform: NEW,
    ids: {
      ...role("cluster-role", "demo-cluster", ["AmazonEKSClusterPolicy"]),
      "aws_iam_role.other-role_agent": "demo-agent",
      "aws_iam_role_policy.other-role_agent_inline_ConnectorAgent": "demo-agent:ConnectorAgent",
    },
  });
});

test("the newer of two needs decides which Terraform it takes", () => {
  const backend = { type: "s3", bucket: "states", key: "k", region: "eu-west-1", useLockfile: true };
  const access = { old: { principal: `${ROLE}/old`, groups: ["x"], adopt: ALL } };
  expect(imports(head({ terraform: { backend }, access })).terraform).toBe(">= 1.10.0");
});

test("an id that only Terraform knows needs the Terraform that takes expressions there", () => {
  const adopted = head({ access: { ci: { principal: "${var.principal}", groups: ["ci"], adopt: ALL } } });
  expect(imports(adopted)).toEqual({
    terraform: ">= 1.6.0",
    ids: { "aws_eks_access_entry.access_ci": "demo:${var.principal}" },
  });
});

test("a workload brings its associations, and the cluster its OIDC provider", () => {
  const config = head({
    cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B", oidcProvider: "adopt" },
    workloads: {
      api: { serviceAccount: ["apps/api", "apps/web"], adopt: { "apps/api": "a-0a1b2c" } },
      exporter: { serviceAccount: "apps/exporter", via: "irsa" },
    },
  });
  expect(imports(config)).toEqual({
    terraform: NEW,
    ids: {
      "aws_eks_pod_identity_association.workload_api_apps_api": "demo,a-0a1b2c",
      "aws_iam_openid_connect_provider.oidc-provider":
        "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0A1B",
    },
  });
});

describe("without its policies, an item brings what AWS makes only once", () => {
  test.each<readonly [string, ClusterConfig, Record<string, string>]>([
    [
      "an entry",
      head({ access: { old: { principal: `${ROLE}/old`, policies: ["AmazonEKSViewPolicy"], adopt: true } } }),
      { "aws_eks_access_entry.access_old": `demo:${ROLE}/old` },
    ],
    [
      "a NodeClass",
      nodeClass({ adopt: true, role: { inlinePolicies: { s3: { Statement: [] } } }, instanceProfile: true }),
      {
        "aws_iam_role.node-class_gpu": "demo-gpu-node",
        ...profile("node-class_gpu", "eks-demo-gpu"),
        "aws_eks_access_entry.node-class_gpu_entry": `demo:${ROLE}/demo-gpu-node`,
      },
    ],
    [
      "the role of nodes alone",
      head({ nodeRoles: { spot: { kind: "self-managed", adopt: "role", instanceProfile: true } } }),
      { "aws_iam_role.node-role_spot": "demo-spot-node" },
    ],
    [
      "the wider of two words holds for a role",
      nodeClass({ adopt: true, role: { adopt: ALL } }),
      {
        ...role("node-class_gpu", "demo-gpu-node", AUTO_NODES),
        "aws_eks_access_entry.node-class_gpu_entry": `demo:${ROLE}/demo-gpu-node`,
      },
    ],
    [
      "a policy for people",
      head({ identityPolicies: { ops: { kind: "view-resources", path: "/eks/", adopt: true } } }),
      { "aws_iam_policy.identity-policy_ops": "arn:aws:iam::111122223333:policy/eks/demo-ops" },
    ],
    [
      "an identity provider",
      head({
        identityProviders: {
          okta: { issuerUrl: "https://example.okta.com", clientId: "eks", adopt: true, was: "old" },
        },
      }),
      { "aws_eks_identity_provider_config.identity-provider_okta": "demo:old" },
    ],
  ])("%s", (_, config, ids) => {
    expect(imports(config)).toEqual({ terraform: NEW, ids });
  });
});

test("a cluster brings itself, and lets go of the entry that EKS has of its built-in node pools", () => {
  const config = head({
    nodeRoles: { auto: { kind: "auto" } },
    access: { admins: { principal: `${ROLE}/admins`, policies: ["AmazonEKSClusterAdminPolicy"] } },
    cluster: {
      create: {
        adopt: true,
        subnetIds: ["subnet-a", "subnet-b"],
        autoMode: { nodePools: ["system"], nodeRole: "auto" },
      },
    },
  });
  expect(imports(config).ids).toEqual({ "aws_eks_cluster.cluster": "demo" });
  expect(synthesized(config)).toMatchObject({
    removed: [
      { from: "aws_eks_access_entry.node-role_auto_entry", lifecycle: { destroy: false } },
      {
        from: "aws_eks_access_policy_association.node-role_auto_entry_AmazonEKSAutoNodePolicy",
        lifecycle: { destroy: false },
      },
      { from: "aws_iam_openid_connect_provider.oidc-provider", lifecycle: { destroy: false } },
    ],
  });
});

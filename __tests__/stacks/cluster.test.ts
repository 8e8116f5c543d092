import { head, nodeClass } from "../support/decide";
import { addresses, resources, type Synthesized, stackAccess, synthesized } from "../support/synth";

const SUBNETS = ["subnet-2", "subnet-1"];
const created = (create: object, top: object = {}): Synthesized =>
  synthesized(head({ cluster: { create: { subnetIds: SUBNETS, ...create } }, ...top }));
const clusterOf = (json: Synthesized) => resources(json, "aws_eks_cluster").cluster ?? {};
const policiesOf = (json: Synthesized) =>
  Object.keys(resources(json, "aws_iam_role_policy_attachment")).map((id) => id.replace(/^.*_policy_/, ""));
const trustOf = (json: Synthesized) =>
  JSON.parse(String(resources(json, "aws_iam_role")["cluster-role"]?.assume_role_policy)).Statement;

const AUTO = [
  "AmazonEKSBlockStoragePolicyV2",
  "AmazonEKSClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
];

describe("the cluster role", () => {
  const role = (clusterRole: object) => synthesized(head({ clusterRole }));

  test("of kind auto, the default, has five policies and takes session tags", () => {
    const json = role({});
    expect(policiesOf(json)).toEqual(AUTO);
    expect(trustOf(json)).toEqual([
      { Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: ["sts:AssumeRole", "sts:TagSession"] },
    ]);
  });

  test("has the older block storage policy where the file says so", () => {
    expect(policiesOf(role({ blockStoragePolicy: "v1" }))).toEqual(["AmazonEKSBlockStoragePolicy", ...AUTO.slice(1)]);
  });

  test("of kind standard has one policy", () => {
    const json = role({ kind: "standard" });
    expect(policiesOf(json)).toEqual(["AmazonEKSClusterPolicy"]);
    expect(trustOf(json)).toEqual([
      { Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
  });

  test("of a local cluster on Outposts trusts EC2", () => {
    const json = role({ kind: "outposts-local" });
    expect(policiesOf(json)).toEqual(["AmazonEKSLocalOutpostClusterPolicy"]);
    expect(trustOf(json)).toEqual([
      { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
  });

  test("has the policy for security groups of pods where the file says so", () => {
    expect(policiesOf(role({ kind: "standard", vpcResourceController: true }))).toEqual([
      "AmazonEKSClusterPolicy",
      "AmazonEKSVPCResourceController",
    ]);
  });

  test("has the policy of custom tags, with IAM's variables escaped and the partition in its ARNs", () => {
    const json = synthesized(head({ clusterRole: { customTags: true }, region: "us-gov-west-1" }));
    const policy = String(resources(json, "aws_iam_role_policy")["cluster-role_inline_AutoModeCustomTags"]?.policy);
    expect(policy).toContain('"aws:RequestTag/eks:eks-cluster-name":"$${aws:PrincipalTag/eks:eks-cluster-name}"');
    expect(policy).toContain('"arn:aws-us-gov:ec2:*:*:volume/*"');
    expect(policy).not.toMatch(/arn:aws:/);
    expect(policy).not.toMatch(/[^$]\$\{/);
  });

  test("has no entry and no instance profile", () => {
    expect(addresses(role({})).filter((address) => /entry|profile/.test(address))).toEqual([]);
  });

  test("that exists is taken as it is", () => {
    const json = created({}, { clusterRole: { arn: "arn:aws:iam::111122223333:role/cluster" } });
    expect(addresses(json)).toEqual(["aws_eks_cluster.cluster"]);
    expect(clusterOf(json).role_arn).toBe("arn:aws:iam::111122223333:role/cluster");
  });
});

/** EKS does not show these after it has made a cluster, so a cluster that is imported has other values. */
const ignore_changes = [
  "bootstrap_self_managed_addons",
  "access_config[0].bootstrap_cluster_creator_admin_permissions",
];

describe("a cluster made here", () => {
  test("without Auto Mode writes all three switches as off", () => {
    expect(clusterOf(created({}))).toEqual({
      name: "demo",
      role_arn: "${aws_iam_role.cluster-role.arn}",
      access_config: { authentication_mode: "API", bootstrap_cluster_creator_admin_permissions: false },
      bootstrap_self_managed_addons: false,
      compute_config: { enabled: false },
      kubernetes_network_config: { elastic_load_balancing: { enabled: false } },
      storage_config: { block_storage: { enabled: false } },
      vpc_config: { subnet_ids: ["subnet-1", "subnet-2"] },
      lifecycle: { ignore_changes },
      depends_on: AUTO.map((name) => `aws_iam_role_policy_attachment.cluster-role_policy_${name}`),
    });
  });

  test("with Auto Mode needs a provider that adds a built-in node pool in place", () => {
    const version = (create: object) => created(create).terraform.required_providers?.aws;
    expect(version({})).toEqual({ source: "hashicorp/aws", version: ">= 5.79.0, < 7.0.0" });
    expect(version({ autoMode: { nodePools: [] } })).toEqual({
      source: "hashicorp/aws",
      version: ">= 5.94.0, < 7.0.0",
    });
  });

  test("with everything has everything", () => {
    const create = {
      version: "1.34",
      securityGroupIds: ["sg-1"],
      endpoint: { private: true, public: true, publicCidrs: ["192.0.2.0/24"] },
      authenticationMode: "API_AND_CONFIG_MAP",
      autoMode: { nodePools: ["system", "general-purpose"], nodeRole: "default" },
      encryptionKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/k",
      logs: ["audit", "api"],
      ipFamily: "ipv4",
      serviceIpv4Cidr: "10.100.0.0/16",
      remoteNetworks: { nodes: ["10.80.0.0/16"], pods: ["10.85.0.0/16"] },
      supportType: "STANDARD",
      deletionProtection: true,
      tags: { Tier: "gold" },
    };
    const json = created(create, { nodeRoles: { default: { kind: "auto" } } });
    expect(clusterOf(json)).toEqual({
      name: "demo",
      role_arn: "${aws_iam_role.cluster-role.arn}",
      version: "1.34",
      access_config: { authentication_mode: "API_AND_CONFIG_MAP", bootstrap_cluster_creator_admin_permissions: false },
      bootstrap_self_managed_addons: false,
      compute_config: {
        enabled: true,
        node_pools: ["general-purpose", "system"],
        node_role_arn: "${aws_iam_role.node-role_default.arn}",
      },
      kubernetes_network_config: {
        ip_family: "ipv4",
        service_ipv4_cidr: "10.100.0.0/16",
        elastic_load_balancing: { enabled: true },
      },
      storage_config: { block_storage: { enabled: true } },
      vpc_config: {
        subnet_ids: ["subnet-1", "subnet-2"],
        security_group_ids: ["sg-1"],
        endpoint_private_access: true,
        endpoint_public_access: true,
        public_access_cidrs: ["192.0.2.0/24"],
      },
      lifecycle: { ignore_changes, prevent_destroy: true },
      encryption_config: { provider: { key_arn: "arn:aws:kms:eu-west-1:111122223333:key/k" }, resources: ["secrets"] },
      enabled_cluster_log_types: ["api", "audit"],
      remote_network_config: {
        remote_node_networks: { cidrs: ["10.80.0.0/16"] },
        remote_pod_networks: { cidrs: ["10.85.0.0/16"] },
      },
      upgrade_policy: { support_type: "STANDARD" },
      deletion_protection: true,
      tags: { Tier: "gold" },
      depends_on: expect.arrayContaining([
        "aws_iam_role_policy.cluster-role_inline_ClusterEncryption",
        "aws_iam_role_policy_attachment.node-role_default_policy_AmazonEKSWorkerNodeMinimalPolicy",
      ]),
    });
    expect(json.terraform.required_providers?.aws).toEqual({ source: "hashicorp/aws", version: ">= 6.9.0, < 7.0.0" });
  });

  test("may use its key for secrets, and no other key", () => {
    const json = created({ encryptionKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/k" });
    const policy = JSON.parse(
      String(resources(json, "aws_iam_role_policy")["cluster-role_inline_ClusterEncryption"]?.policy),
    );
    expect(policy.Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"],
        Resource: "arn:aws:kms:eu-west-1:111122223333:key/k",
      },
    ]);
  });

  test("is there before all that lies on it, and that is made again together with it", () => {
    const create = { subnetIds: SUBNETS, autoMode: { nodePools: [] } };
    const access = stackAccess(nodeClass({}, { cluster: { create }, workloads: { a: { serviceAccount: "apps/a" } } }));
    for (const ref of ["access_entry:gpu", "policy:gpu/AmazonEKSAutoNodePolicy", "pod_identity:apps/a"]) {
      expect(access).toMake(ref, { after: "cluster" });
      expect(access).toReplace(ref, { when: "cluster" });
    }
  });

  test("R809 whose built-in pools have a role leaves that role's entry to EKS", () => {
    const autoMode = { nodePools: ["system"], nodeRole: "default" };
    const json = created({ autoMode }, { nodeRoles: { default: { kind: "auto" }, other: { kind: "auto" } } });
    expect(Object.keys(resources(json, "aws_eks_access_entry"))).toEqual(["node-role_other_entry"]);
    expect(json.output?.node_roles?.value).toMatchObject({ default: { access_entry_arn: "${null}" } });
  });

  test("gives a pipeline what it needs to log in", () => {
    expect(created({}).output).toEqual({
      cluster: {
        value: {
          name: "${aws_eks_cluster.cluster.name}",
          arn: "${aws_eks_cluster.cluster.arn}",
          endpoint: "${aws_eks_cluster.cluster.endpoint}",
          certificate_authority_data: "${aws_eks_cluster.cluster.certificate_authority[0].data}",
          oidc_issuer: "${aws_eks_cluster.cluster.identity[0].oidc[0].issuer}",
        },
      },
      cluster_role: {
        value: {
          role_name: "${aws_iam_role.cluster-role.name}",
          role_arn: "${aws_iam_role.cluster-role.arn}",
          role_unique_id: "${aws_iam_role.cluster-role.unique_id}",
        },
      },
    });
  });
});

test("an existing cluster that is verified guards every entry by the mode that Terraform finds", () => {
  const json = synthesized(nodeClass({}, { cluster: { verify: true } })) as Synthesized & { data: object };
  expect(json.data).toEqual({ aws_eks_cluster: { "existing-cluster": { name: "demo" } } });
  expect(resources(json, "aws_eks_access_entry")["node-class_gpu_entry"]?.lifecycle).toEqual({
    precondition: [
      {
        condition: '${can(regex("^API", data.aws_eks_cluster.existing-cluster.access_config[0].authentication_mode))}',
        error_message:
          "The cluster demo is in authentication mode ${data.aws_eks_cluster.existing-cluster.access_config[0].authentication_mode}, which takes no access entries. Change it first (there is no way back): aws eks update-cluster-config --access-config authenticationMode=API_AND_CONFIG_MAP --name demo",
      },
    ],
  });
});

test("an identity policy is made for people to attach, and is an output", () => {
  const json = synthesized(
    head({
      identityPolicies: { people: { kind: "update-version", path: "/eks/", description: "x", tags: { A: "b" } } },
    }),
  );
  expect(resources(json, "aws_iam_policy")).toEqual({
    "identity-policy_people": {
      name: "demo-people",
      path: "/eks/",
      description: "x",
      tags: { A: "b" },
      policy: expect.stringContaining("eks:UpdateClusterVersion"),
    },
  });
  expect(json.output).toEqual({
    identity_policies: { value: { people: { policy_arn: "${aws_iam_policy.identity-policy_people.arn}" } } },
  });
});

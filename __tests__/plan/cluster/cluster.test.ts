import { decides, diagnose, head, nodeClassSpec } from "../../support/decide";

const ROLE = "arn:aws:iam::111122223333:role";
const SUBNETS = ["subnet-1", "subnet-2"];
/** A cluster made here, whose administrators are not what a row is about. */
const accept = { "no-admin": "a test" };
const create = (more: object = {}, top: object = {}) =>
  head({ cluster: { create: { subnetIds: SUBNETS, ...more } }, accept, ...top });
const auto = (autoMode: unknown, top: object = {}) =>
  create({ autoMode }, { nodeRoles: { a: { kind: "auto" } }, ...top });
const AT = "cluster.create.autoMode";

describe("a cluster made here", () => {
  decides([
    [
      "R607",
      "without anybody who may log in is a warning",
      create({}, { accept: {} }),
      "warning cluster.create: nobody can administer this cluster: its creator gets no entry; give a role an entry with AmazonEKSClusterAdminPolicy",
    ],
    [
      "R605",
      "is of mode API_AND_CONFIG_MAP where the file says so",
      create({ authenticationMode: "API_AND_CONFIG_MAP" }),
    ],
    [
      "R605",
      "of mode CONFIG_MAP is refused",
      create({ authenticationMode: "CONFIG_MAP" }),
      'cluster.create.authenticationMode: one of API or API_AND_CONFIG_MAP, got "CONFIG_MAP"',
    ],
    [
      "R606",
      "with one subnet is refused",
      create({ subnetIds: ["subnet-1"] }),
      "cluster.create.subnetIds: at least 2 subnets, got 1; name subnets in at least two availability zones",
    ],
    [
      "R912",
      "has its version in quotes",
      create({ version: 1.3 }),
      'cluster.create.version: text, got 1.3 (a number); write it like "1.34"',
    ],
    [
      "R602",
      "says its mode under create",
      head({ cluster: { create: { subnetIds: SUBNETS }, authenticationMode: "API" }, accept }),
      "cluster.authenticationMode: authenticationMode is about a cluster that exists, and this one is made here; write it under create",
    ],
    [
      "R602",
      "is not verified",
      head({ cluster: { create: { subnetIds: SUBNETS }, verify: true }, accept }),
      "cluster.verify: verify is about a cluster that exists, and this one is made here; leave it out",
    ],
    [
      "R615",
      "with a local role on Outposts is refused",
      create({}, { clusterRole: { kind: "outposts-local" } }),
      'clusterRole.kind: a cluster made here is not a local one on Outposts, got "outposts-local"; write kind: auto or standard',
    ],
  ]);
});

describe("CIDR blocks", () => {
  const open = (...publicCidrs: string[]) => create({ endpoint: { publicCidrs } });
  const refused = (path: string, got: string) =>
    `cluster.create.${path}: a CIDR block is an address and a length, got "${got}"; write it like "10.0.0.0/16"`;
  const right = ["10.0.0.0/16", "203.0.113.7/32", "0.0.0.0/0", "fd00::/8", "::/0", "1:2:3:4:5:6:7:8/128"];
  const wrong = ["999.9.9.9/99", "10.0.0.256/16", "10.0.0.0/33", "10.0.0/16", "10.0.0.0", "fd00::/129", "1::2::3/64"];
  decides([
    ...right.map((cidr) => ["R618", `${cidr} is allowed`, open(cidr)] as const),
    ...wrong.map(
      (cidr) => ["R618", `${cidr} is refused`, open(cidr), refused("endpoint.publicCidrs[0]", cidr)] as const,
    ),
    [
      "R618",
      "what is no block is refused for services and hybrid nodes, too",
      create({ serviceIpv4Cidr: "10.100.0.0", remoteNetworks: { nodes: ["10.80.0.0/99"], pods: ["pods"] } }),
      refused("serviceIpv4Cidr", "10.100.0.0"),
      refused("remoteNetworks.nodes[0]", "10.80.0.0/99"),
      refused("remoteNetworks.pods[0]", "pods"),
    ],
    ["R913", "a token is allowed", open("${var.cidr}")],
  ]);

  test("R618 an IPv6 block with several groups before :: is allowed", () => {
    expect(diagnose(open("2001:db8::/32", "2001:db8:1234:1a00::/56")).errors).toEqual([]);
  });
});

describe("Auto Mode", () => {
  decides([
    ["R608", "both built-in pools are allowed", auto({ nodePools: ["general-purpose", "system"], nodeRole: "a" })],
    [
      "R608",
      "another pool is refused",
      auto({ nodePools: ["General-Purpose"], nodeRole: "a" }),
      `${AT}.nodePools[0]: one of general-purpose or system, got "General-Purpose"; did you mean "general-purpose"?`,
    ],
    [
      "R609",
      "built-in pools without a role are refused",
      auto({ nodePools: ["system"] }),
      `${AT}: built-in node pools need a role; write nodeRole: <key>, of a role of kind auto in nodeRoles`,
    ],
    [
      "R610",
      "a role without built-in pools is refused",
      auto({ nodePools: [], nodeRole: "a" }),
      `${AT}.nodeRole: AWS refuses a node role without built-in node pools; leave nodeRole out, or name a pool`,
    ],
    ["R611", "neither is allowed: the NodeClasses bring their roles", auto({ nodePools: [] })],
    [
      "R612",
      "a key that is not in nodeRoles is refused",
      auto({ nodePools: ["system"], nodeRole: "default" }),
      `${AT}.nodeRole: no item "default" in nodeRoles; the keys there: a`,
    ],
    [
      "R613",
      "a role of another kind is refused",
      auto({ nodePools: ["system"], nodeRole: "a" }, { nodeRoles: { a: { kind: "fargate" } } }),
      `${AT}.nodeRole: a role of kind auto, got "a" of kind fargate; make one of kind auto for the built-in pools`,
    ],
    [
      "R615",
      "a standard cluster role is refused",
      auto({ nodePools: [] }, { clusterRole: { kind: "standard" } }),
      'clusterRole.kind: Auto Mode needs a cluster role of kind auto, got kind "standard", which lacks sts:TagSession, AmazonEKSComputePolicy, AmazonEKSLoadBalancingPolicy and AmazonEKSNetworkingPolicy; write kind: auto',
    ],
    [
      "R615",
      "a cluster role that exists is taken as it is",
      auto({ nodePools: [] }, { clusterRole: { arn: `${ROLE}/cluster` } }),
    ],
    [
      "R616",
      "is refused in China",
      auto({ nodePools: [] }, { nodeRoles: {}, region: "cn-north-1" }),
      'region: EKS Auto Mode is not offered in partition aws-cn, got region "cn-north-1"; use managed node groups there',
    ],
    ["R616", "off is allowed in China", create({ autoMode: false }, { region: "cn-north-1" })],
  ]);
});

describe("the cluster role", () => {
  const role = (clusterRole: object, top: object = {}) => head({ clusterRole, ...top });
  decides([
    ...["auto", "standard", "outposts-local"].map(
      (kind) => ["R327", `kind ${kind} is allowed`, role({ kind })] as const,
    ),
    [
      "R327",
      "another kind is refused",
      role({ kind: "Auto" }),
      'clusterRole.kind: one of auto, standard or outposts-local, got "Auto"; did you mean "auto"?',
    ],
    ["R312", "one that exists is in the cluster's account", role({ arn: `${ROLE}/cluster` })],
    [
      "R312",
      "one of another account is refused",
      role({ arn: "arn:aws:iam::444455556666:role/cluster" }),
      'clusterRole.arn: a role of the cluster\'s account 111122223333, got "arn:aws:iam::444455556666:role/cluster"; a role of another account cannot be used here',
    ],
    [
      "R314",
      "policies for one that exists would be lost",
      role({ arn: `${ROLE}/cluster`, customTags: true, vpcResourceController: true }),
      "clusterRole: with arn nothing is made or attached here, so customTags and vpcResourceController would be lost; write it where the role is made",
    ],
    [
      "R314",
      "a block storage policy on a kind without it would be lost",
      role({ kind: "standard", blockStoragePolicy: "v1" }),
      'clusterRole.blockStoragePolicy: block storage is Auto Mode\'s, got kind "standard"; leave it out',
    ],
    [
      "R614",
      "cluster role and node role differ by ARN",
      role({ arn: `${ROLE}/x` }, { nodeRoles: { a: { kind: "managed", arn: `${ROLE}/x` } } }),
      `nodeRoles.a.arn: clusterRole has the same role, "${ROLE}/x", and the role of the cluster is another than that of its nodes; give each a role of its own`,
    ],
    [
      "R614",
      "cluster role and node role differ by name",
      role({ name: "x" }, { nodeRoles: { a: { kind: "managed", name: "x" } } }),
      'nodeRoles.a.name: the role made here is named "x", and so is that of clusterRole; give one another name',
    ],
    [
      "R436",
      "tags of a NodeClass need the custom tags policy on a role made here",
      nodeClassSpec({ tags: { A: "b" } }, { clusterRole: {} }),
      "nodeClasses.gpu.spec.tags: no node starts with tags of its own while the cluster role lacks the custom tags policy; write clusterRole.customTags: true",
    ],
    [
      "R436",
      "with that policy they are allowed",
      nodeClassSpec({ tags: { A: "b" } }, { clusterRole: { customTags: true } }),
    ],
    [
      "R437",
      "on a role made elsewhere the policy cannot be seen",
      nodeClassSpec({ tags: { A: "b" } }, { clusterRole: { arn: `${ROLE}/cluster` } }),
      "warning nodeClasses.gpu.spec.tags: no node starts with tags of its own unless the cluster role has the custom tags policy; attach it where that role is made: https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html",
    ],
  ]);
});

describe("an existing cluster without access entries", () => {
  const old = (nodeRoles: object) => head({ cluster: { authenticationMode: "CONFIG_MAP" }, nodeRoles });
  decides([
    ["R604", "may have roles that need none", old({ a: { kind: "managed" }, b: { kind: "fargate" } })],
    ...["self-managed", "windows", "hybrid-ssm"].map(
      (kind) =>
        [
          "R603",
          `refuses a role of kind ${kind}`,
          old({ a: { kind } }),
          `cluster.authenticationMode: a cluster in CONFIG_MAP takes no access entries, which nodes of kind ${kind} need; change the cluster to API_AND_CONFIG_MAP first (there is no way back): aws eks update-cluster-config --access-config authenticationMode=API_AND_CONFIG_MAP`,
        ] as const,
    ),
  ]);
});

describe("identity policies", () => {
  const two = (a: object, b: object) => head({ identityPolicies: { a, b } });
  decides([
    ["R306", "policies of different names are allowed", two({ kind: "describe" }, { kind: "view-resources" })],
    [
      "R815",
      "two policies with one name are refused",
      two({ kind: "describe", name: "x" }, { kind: "view-resources", name: "X" }),
      'identityPolicies.b.name: the policy made here is named "X", and so is that of identityPolicies.a; give one another name',
    ],
  ]);
});

describe("subnets of a cluster that is made here", () => {
  const created = (...subnetIds: readonly string[]) =>
    head({ cluster: { create: { subnetIds } }, accept: { "no-admin": "said in the design" } });
  decides([
    ["subnet-twice", "one of three that stands twice counts once", created("subnet-1", "subnet-2", "subnet-1")],
    [
      "subnet-twice",
      "one subnet alone is refused, however often it stands there",
      created("subnet-1", "subnet-1"),
      'cluster.create.subnetIds[1]: "subnet-1" stands here twice, and EKS needs subnets in two availability zones; name each once',
    ],
  ]);
});

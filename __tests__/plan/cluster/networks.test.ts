import { decides, head, type Row, spec } from "../../support/decide";

const ADMINS = {
  admins: { principal: "arn:aws:iam::111122223333:role/admins", policies: ["AmazonEKSClusterAdminPolicy"] },
};
const create = (more: object, top: object = {}) =>
  head({ cluster: { create: { subnetIds: ["subnet-1", "subnet-2"], ...more } }, access: ADMINS, ...top });
const remote = (nodes: string[], pods?: string[], more: object = {}) =>
  create({ remoteNetworks: { nodes, ...(pods && { pods }) }, ...more });
const AT = "cluster.create.remoteNetworks";

describe("endpoints", () => {
  const none =
    "cluster.create.endpoint: a cluster has an endpoint, public or private, and private is off by default; write private: true";
  decides([
    ["R617", "none is refused", create({ endpoint: { public: false } }), none],
    ["R617", "none by name", create({ endpoint: { public: false, private: false } }), none],
    ["R617", "the private one alone is allowed", create({ endpoint: { public: false, private: true } })],
    ["R617", "the public one alone is allowed", create({ endpoint: { private: false } })],
  ]);
});

describe("networks of hybrid nodes", () => {
  const outside = (place: string, got: string) =>
    `${AT}.${place}: a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, got "${got}"; write one of these`;
  decides([
    ...["10.0.0.0/8", "10.255.0.0/16", "172.16.0.0/12", "172.31.255.0/24", "192.168.0.0/16", "192.168.255.255/32"].map(
      (block): Row => ["R618", `${block} is allowed`, remote([block])],
    ),
    ...["8.8.0.0/16", "172.32.0.0/16", "172.15.0.0/16", "0.0.0.0/0", "10.0.0.0/7", "2001:db8::/32"].map(
      (block): Row => ["R618", `${block} is refused`, remote([block]), outside("nodes[0]", block)],
    ),
    [
      "R618",
      "the range that only the guide takes is a warning",
      remote(["100.64.0.0/16"]),
      `warning ${AT}.nodes[0]: the guide takes "100.64.0.0/16", of 100.64.0.0/10, and the API reference does not; EKS may refuse it`,
    ],
    ["R618", "pods beside nodes", remote(["10.80.0.0/16"], ["10.81.0.0/16"])],
    [
      "R618",
      "pods among nodes are refused",
      remote(["10.80.0.0/16", "10.90.0.0/16"], ["10.1.0.0/16", "10.90.128.0/17"]),
      `${AT}.pods[1]: "10.90.128.0/17" overlaps with "10.90.0.0/16" of nodes; write another block`,
    ],
    [
      "R618",
      "no block is refused",
      remote([]),
      `${AT}.nodes: one block or more, got none; write one, or leave the list out`,
    ],
    [
      "R618",
      "a cluster of IPv6 has none",
      remote(["10.80.0.0/16"], undefined, { ipFamily: "ipv6" }),
      `${AT}: hybrid nodes need a cluster of IPv4, got ipFamily: ipv6; leave one of the two out`,
    ],
  ]);
});

describe("NodeClasses on a cluster that is made here", () => {
  const nodeClasses = { nodeClasses: { gpu: { spec: spec() } } };
  decides([
    ["R619", "with Auto Mode", create({ autoMode: { nodePools: [] } }, nodeClasses)],
    ...[{}, { autoMode: false }].map(
      (autoMode): Row => [
        "R619",
        `without Auto Mode they are refused: ${JSON.stringify(autoMode)}`,
        create(autoMode, nodeClasses),
        "nodeClasses.gpu: NodeClasses and NodePools are of EKS Auto Mode, and the cluster made here has none; write cluster.create.autoMode: { nodePools: [] }, or nodeRoles of another kind",
      ],
    ),
    ["R619", "on a cluster that exists they are allowed", head(nodeClasses)],
  ]);
});

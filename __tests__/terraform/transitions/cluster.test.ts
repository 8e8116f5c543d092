import { seedEntry } from "../support/endpoint";
import { roleArn, transitions } from "../support/transitions";

const [ADMINS = "", AUTO = ""] = ["admins", "demo-auto-node"].map(roleArn);
const access = { admins: { principal: ADMINS, policies: ["AmazonEKSClusterAdminPolicy"] } };
const key = (id: string) => `arn:aws:kms:eu-west-1:111122223333:key/${id}`;
const of = (create: object) => ({ cluster: { create } });

const first = {
  version: "1.33",
  subnetIds: ["subnet-a", "subnet-b"],
  authenticationMode: "API_AND_CONFIG_MAP",
  encryptionKeyArn: key("a"),
};
const next = { ...first, version: "1.34" };
const second = { ...next, logs: ["audit"], supportType: "STANDARD", tags: { Owner: "platform" } };
const reachable = (endpoint: object) => of({ ...second, endpoint });
const OFFICE = "192.0.2.0/24";
const HOME = "198.51.100.0/24";
const api = { ...second, authenticationMode: "API" };
const clusterRole = { kind: "auto" };
const nodeRoles = { auto: { kind: "auto" } };
const withPools = (nodePools: readonly string[], nodeRole = "auto") => ({ ...api, autoMode: { nodePools, nodeRole } });
const auto = { ...api, autoMode: { nodePools: [] } };
const pools = withPools(["general-purpose", "system"]);

/** EKS does this where a cluster gets built-in node pools. */
const entryOfPools = () =>
  seedEntry("demo", { principalArn: AUTO, type: "EC2", policies: ["AmazonEKSAutoNodePolicy"] });

const again = (why: string) => `cluster.create: the cluster demo is destroyed and made again, empty, because of ${why}`;
const clusterRoleAgain = (why: string) =>
  `clusterRole: the role demo-cluster of clusterRole is destroyed and made again, because of ${why}: EKS cannot work for the cluster without it`;
const poolsRoleAgain = (why: string) =>
  `nodeRoles.auto: the role demo-auto-node of nodeRoles.auto is destroyed and made again, because of ${why}: its nodes lose access, and so do the pods on them; drain them first`;
const released = (what: string) => `${what} is no longer managed here; it stays in AWS`;
const losesUntilOff = (policy: string) =>
  `clusterRole: clusters with clusterRole lose ${policy}, which they need until Auto Mode is off; change clusterRole in the next apply`;

transitions(
  "cluster",
  {
    noCluster: true,
    roles: ["admins"],
    sections: { ...of(first), clusterRole: { kind: "standard" }, access },
  },
  {
    "two versions at once": {
      edit: of({ ...first, version: "1.35" }),
      only: "planned",
      hurts: ["cluster.create: EKS goes from 1.33 one version at a time, not to 1.35, and the apply fails"],
    },
    "the next version": {
      edit: of(next),
      says: ["cluster.create: the cluster demo goes from 1.33 to 1.34, and there is no way back"],
      calls: ["UpdateClusterVersion"],
    },
    "an older version": {
      edit: of(first),
      only: "planned",
      hurts: ['cluster.create: EKS does not go back from 1.34 to 1.33, and the apply fails; write version: "1.34"'],
    },
    "a log, a tag and another support": { edit: of(second) },
    "reachable from the VPC, and from some addresses": {
      edit: reachable({ private: true, publicCidrs: [OFFICE, HOME] }),
      hurts: [
        `cluster.create: people and pipelines in 0.0.0.0/0 reach the API of the cluster demo only if ${OFFICE} or ${HOME} has their address`,
      ],
    },
    "from fewer addresses": {
      edit: reachable({ private: true, publicCidrs: [OFFICE] }),
      hurts: [
        `cluster.create: people and pipelines in ${HOME} reach the API of the cluster demo only if ${OFFICE} has their address`,
      ],
    },
    "from the VPC alone": {
      edit: reachable({ private: true, public: false }),
      hurts: ["cluster.create: people and pipelines outside the VPC of the cluster demo do not reach its API any more"],
    },
    "from some addresses, and not from the VPC": {
      edit: reachable({ private: false, public: true, publicCidrs: [OFFICE] }),
      hurts: [
        `cluster.create: nodes of the cluster demo reach its API from the internet alone; ${OFFICE} must have their addresses`,
      ],
    },
    "the endpoint is stated no longer": { edit: of(second), calls: [] },
    "other subnets and a security group": {
      edit: of({ ...second, subnetIds: ["subnet-a", "subnet-c"], securityGroupIds: ["sg-a"] }),
      only: "planned",
    },
    "entries alone": {
      edit: of(api),
      hurts: [
        "cluster.create: the cluster demo takes access entries alone: who is in aws-auth and has no entry is out, and there is no way back; write authenticationMode: API_AND_CONFIG_MAP until everybody has one",
      ],
    },
    "back to aws-auth": {
      edit: of(second),
      hurts: [
        "cluster.create: EKS does not go back from API to API_AND_CONFIG_MAP, and the apply fails; write authenticationMode: API",
      ],
      fails: "Unsupported authentication mode update from API to API_AND_CONFIG_MAP",
    },
    "entries alone, when that has failed": { edit: of(api), calls: [] },
    "Auto Mode": {
      edit: { ...of(auto), clusterRole },
      calls: ["UpdateAssumeRolePolicy", "AttachRolePolicy 4", "UpdateClusterConfig"],
    },
    "Auto Mode and the cluster role for it go at once": {
      edit: { ...of(api), clusterRole: { kind: "standard" } },
      only: "planned",
      hurts: [
        "cluster.create: EKS ends all nodes of Auto Mode in the cluster demo: pods that have no other nodes stop",
        losesUntilOff("AmazonEKSComputePolicy"),
        losesUntilOff("AmazonEKSLoadBalancingPolicy"),
        losesUntilOff("AmazonEKSNetworkingPolicy"),
      ],
    },
    "Auto Mode goes, first apply": {
      edit: of(api),
      hurts: [
        "cluster.create: EKS ends all nodes of Auto Mode in the cluster demo: pods that have no other nodes stop",
      ],
      calls: ["UpdateClusterConfig"],
    },
    "the cluster role for it goes, second apply": {
      edit: { clusterRole: { kind: "standard" } },
      says: ["clusterRole: clusters with clusterRole lose AmazonEKSComputePolicy"],
      calls: ["DetachRolePolicy 4", "UpdateAssumeRolePolicy"],
    },
    "Auto Mode with built-in node pools": { edit: { ...of(pools), clusterRole, nodeRoles } },
    "one pool fewer": {
      edit: of(withPools(["system"])),
      only: "planned",
      hurts: [
        "cluster.create: EKS ends the nodes of the built-in node pool general-purpose in the cluster demo: pods that fit no other NodePool stop",
      ],
    },
    "another role for the pools": {
      edit: { ...of(withPools(["system"], "others")), nodeRoles: { ...nodeRoles, others: { kind: "auto" } } },
      only: "planned",
      hurts: [again("compute_config.0.node_role_arn")],
    },
    "no pools": { edit: of(auto), only: "planned", hurts: [again("compute_config.0.node_role_arn")] },
    "another key": {
      edit: of({ ...pools, encryptionKeyArn: key("b") }),
      only: "planned",
      hurts: [
        `cluster.create: the cluster demo keeps the key ${key("a")}, which EKS does not change, and its role may use ${key("b")} alone; write encryptionKeyArn: ${key("a")}`,
      ],
    },
    "no key": {
      edit: of({ ...pools, encryptionKeyArn: undefined }),
      only: "planned",
      hurts: [again("encryption_config")],
    },
    IPv6: {
      edit: of({ ...pools, ipFamily: "ipv6" }),
      only: "planned",
      hurts: [again("kubernetes_network_config.0.ip_family")],
    },
    "other addresses of services": {
      edit: of({ ...pools, serviceIpv4Cidr: "10.96.0.0/16" }),
      only: "planned",
      hurts: [again("kubernetes_network_config.0.service_ipv4_cidr")],
    },
    "hybrid nodes": {
      edit: of({ ...pools, remoteNetworks: { nodes: ["10.200.0.0/16"] } }),
      only: "planned",
      hurts: [again("remote_network_config")],
    },
    "another name of the cluster": {
      edit: { name: "other" },
      only: "planned",
      hurts: [
        again("role_arn, compute_config.0.node_role_arn and name"),
        clusterRoleAgain("name"),
        poolsRoleAgain("name"),
      ],
    },
    "another name of its role": {
      edit: { clusterRole: { ...clusterRole, name: "Other" } },
      only: "planned",
      hurts: [again("role_arn"), clusterRoleAgain("name")],
    },
    "another path of all roles": {
      edit: { iam: { path: "/eks/" } },
      only: "planned",
      hurts: [again("role_arn and compute_config.0.node_role_arn"), clusterRoleAgain("path"), poolsRoleAgain("path")],
    },
    "create is taken out": {
      edit: { cluster: {} },
      only: "planned",
      hurts: [
        "cluster.create: the cluster demo is destroyed, with everything in it; to keep it and manage it no longer, write release: true in cluster.create",
      ],
    },
    "the cluster is let go": {
      edit: of({ ...pools, release: true }),
      before: entryOfPools,
      says: [released("cluster.create: the cluster demo")],
      calls: [],
    },
    "create is taken out then": {
      edit: { cluster: {}, nodeRoles: { auto: { ...nodeRoles.auto, adopt: true } } },
      says: [
        `nodeRoles.auto: the entry of ${AUTO} is taken over`,
        "clusterRole: clusters with clusterRole lose ClusterEncryption",
      ],
      calls: ["DeleteRolePolicy", "AssociateAccessPolicy"],
    },
    "create comes back": {
      edit: { ...of(pools), nodeRoles },
      only: "planned",
      hurts: [
        `nodeRoles.auto: nodes with the role ${AUTO} lose access; if they go on, write release: true in nodeRoles.auto and apply first`,
        "cluster.create: the cluster demo exists, because aws_eks_access_entry.access_admins is on it: EKS answers 409, and the apply fails; write adopt: true in cluster.create",
      ],
    },
    "create comes back with adopt": {
      edit: { ...of({ ...pools, adopt: true }), nodeRoles },
      says: [released(`nodeRoles.auto: the entry of ${AUTO}`), "cluster.create: the cluster demo is taken over"],
      calls: ["PutRolePolicy"],
    },
    "adopt is left out afterwards": { edit: of(pools), calls: [] },
    "the whole file is let go": {
      edit: { release: true },
      says: [
        released(`access.admins: the entry of ${ADMINS}`),
        released("cluster.create: the cluster demo"),
        released("clusterRole: the role demo-cluster"),
        released("nodeRoles.auto: the role demo-auto-node"),
      ],
      calls: [],
    },
  },
);

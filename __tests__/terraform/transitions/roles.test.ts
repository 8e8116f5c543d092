import { ACCOUNT, byHand, seedEntry, seedPolicy } from "../support/endpoint";
import { roleArn, transitions } from "../support/transitions";

const policyArn = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
const STRAY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const attach = (RoleName: string, PolicyArn: string) =>
  byHand({ service: "iam", op: "AttachRolePolicy", params: { RoleName, PolicyArn } });
const detach = (RoleName: string, PolicyArn: string) =>
  byHand({ service: "iam", op: "DetachRolePolicy", params: { RoleName, PolicyArn } });

const anchor = `arn:aws:rolesanywhere:eu-west-1:${ACCOUNT}:trust-anchor/0a1b2c3d-0000-4000-8000-000000000000`;
const own = { kind: "self-managed" };
const managed = { kind: "managed" };
const ack = { kind: "capability" };
const viewers = { kind: "view-resources" };
const readers = { ...viewers, was: "viewers" };
const operators = { ...viewers, name: "Operators", path: "/people/" };
const bucket = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
const boundary = policyArn("Boundary");
const v1 = { blockStoragePolicy: "v1" };

const DRAIN = "drain them first";
/** The entry of nodes goes. */
const lose = (item: string, role: string, more = `; ${DRAIN}`) =>
  `nodeRoles.${item}: nodes with the role ${roleArn(role)} lose access${more}`;
/** The role of nodes goes. */
const gone = (item: string, role: string, again = "", more = "") =>
  `nodeRoles.${item}: the role ${role} of nodeRoles.${item} is destroyed${again}: its nodes lose access, and so do the pods on them; ${DRAIN}${more}`;
const replaced = (item: string, [path, role]: readonly [string, string], now: string, why: string) => [
  lose(item, path + role, `, and those with ${roleArn(now)} get it; ${DRAIN}`),
  gone(item, role, ` and made again, because of ${why}`),
];
const capability = (role: string, why: string) =>
  `otherRoles.kro: the role ${role} of otherRoles.kro is destroyed and made again, because of ${why}: the capability or connector that has it may do nothing until it has the new one`;
const CONFLICT = "IAM answers DeleteConflict as long as a user, group or role has it";
const RENAMED_POLICY = `identityPolicies.readers: the policy demo-viewers is destroyed and made again, because of name: ${CONFLICT}; detach it first`;
const besides = (command: string) =>
  `otherRoles.kro: policies that the role Kro of otherRoles.kro has besides go; aws iam ${command} --role-name Kro lists what it has`;
const FORGOTTEN = "is no longer managed here; it stays in AWS";

transitions(
  "roles",
  {
    roles: ["OldNodes"],
    sections: {
      nodeRoles: { spot: own, pool: managed, edge: { kind: "hybrid-ssm" } },
      clusterRole: { kind: "standard" },
      otherRoles: { ack },
      identityPolicies: { viewers },
    },
  },
  {
    "hybrid nodes come by another way to their role": {
      edit: {
        nodeRoles: { spot: own, pool: managed, edge: { kind: "hybrid-roles-anywhere", trustAnchorArn: anchor } },
      },
      hurts: [
        "nodeRoles.edge: the role demo-edge-node of nodeRoles.edge trusts ssm.amazonaws.com no more: who has it so loses it",
      ],
      calls: ["DetachRolePolicy", "UpdateAssumeRolePolicy", "PutRolePolicy"],
    },
    "hybrid nodes are taken away": {
      edit: { nodeRoles: { spot: own, pool: managed } },
      hurts: [lose("edge", "demo-edge-node"), gone("edge", "demo-edge-node")],
    },
    "managed nodes become self-managed, and EKS has their entry": {
      before: () => seedEntry("demo", { principalArn: roleArn("demo-pool-node"), type: "EC2_LINUX" }),
      edit: { nodeRoles: { spot: own, pool: own } },
      hurts: [
        `nodeRoles.pool: the entry of ${roleArn("demo-pool-node")} is made for a role that was there before: if nodes or a built-in node pool have it, EKS has made the entry and answers 409; write adopt: true in nodeRoles.pool`,
      ],
      fails: "ResourceInUseException",
    },
    "the same with adopt": {
      edit: { nodeRoles: { spot: own, pool: { ...own, adopt: true } } },
      says: [`nodeRoles.pool: the entry of ${roleArn("demo-pool-node")} is taken over`],
      calls: [],
    },
    "self-managed nodes are let go of": {
      edit: { nodeRoles: { spot: own, pool: { ...own, release: true } } },
      says: [
        `nodeRoles.pool: the entry of ${roleArn("demo-pool-node")} ${FORGOTTEN}`,
        `nodeRoles.pool: the role demo-pool-node ${FORGOTTEN}`,
      ],
      calls: [],
    },
    "they become managed, and EKS has their entry": {
      edit: { nodeRoles: { spot: own, pool: { ...managed, adopt: "role" } } },
      says: ["nodeRoles.pool: the role demo-pool-node is taken over"],
      calls: ["AttachRolePolicy 2"],
    },
    "self-managed nodes become managed at once": {
      edit: { nodeRoles: { spot: managed, pool: managed } },
      hurts: [lose("spot", "demo-spot-node", "; if they go on, write release: true in nodeRoles.spot and apply first")],
      calls: ["DeleteAccessEntry"],
    },
    "nodes under another key": {
      edit: { nodeRoles: { spot: managed, batch: own } },
      hurts: [gone("pool", "demo-pool-node", "", "; if nodeRoles.batch is the same item, write was: pool there")],
    },
    "nodes under another key with was": {
      edit: { nodeRoles: { cheap: { ...managed, was: "spot" }, batch: own } },
      calls: [],
    },
    "nodes under a third key": {
      edit: { nodeRoles: { few: { ...managed, was: ["spot", "cheap"] }, batch: own } },
      calls: [],
    },
    "another name of the role of nodes": {
      edit: { nodeRoles: { few: { ...managed, was: ["spot", "cheap"] }, batch: { ...own, name: "Batch" } } },
      hurts: replaced("batch", ["", "demo-batch-node"], "Batch", "name"),
    },
    "the name of a role goes to another item": {
      edit: { nodeRoles: { few: { ...managed, name: "Batch" }, batch: own } },
      hurts: [
        lose("batch", "Batch", `, and those with ${roleArn("demo-batch-node")} get it; ${DRAIN}`),
        "nodeRoles.batch: the role Batch is destroyed and made again for nodeRoles.few: IAM may answer EntityAlreadyExists, and nothing has the role Batch until the next apply; take it out of nodeRoles.batch in one apply, and write it in nodeRoles.few in the next",
        gone("few", "demo-spot-node", " and made again, because of name"),
      ],
      heals: "EntityAlreadyExists",
    },
    "managed nodes are taken away, and the VPC CNI has the role of the others": {
      edit: { nodeRoles: { batch: { ...own, cni: "node" } } },
      hurts: [gone("few", "Batch")],
    },
    "the VPC CNI has a role of its own again": {
      edit: { nodeRoles: { batch: own } },
      hurts: ["nodeRoles.batch: nodes of nodeRoles.batch lose AmazonEKS_CNI_Policy, which they need"],
      calls: ["DetachRolePolicy"],
    },
    "nodes may do more, in longer sessions": {
      edit: {
        nodeRoles: {
          batch: {
            ...own,
            additionalPolicies: ["AmazonSSMManagedInstanceCore"],
            inlinePolicies: { bucket },
            maxSessionSeconds: 7200,
          },
        },
      },
    },
    "nodes may do less": {
      edit: { nodeRoles: { batch: own } },
      says: [
        "nodeRoles.batch: nodes of nodeRoles.batch lose AmazonSSMManagedInstanceCore",
        "nodeRoles.batch: nodes of nodeRoles.batch lose bucket",
      ],
    },
    "the ARN of another role instead of a role made here": {
      edit: { nodeRoles: { batch: { ...own, arn: roleArn("OldNodes") } } },
      hurts: [
        lose("batch", "demo-batch-node", `, and those with ${roleArn("OldNodes")} get it; ${DRAIN}`),
        gone("batch", "demo-batch-node"),
      ],
    },
    "a role by its ARN is to be made here": {
      edit: { nodeRoles: { batch: { ...own, name: "OldNodes" } } },
      hurts: [
        lose("batch", "OldNodes", " until their entry is made again"),
        `nodeRoles.batch: the role OldNodes exists, unless it was deleted, since the entry of ${roleArn("OldNodes")} names it: IAM answers EntityAlreadyExists when that is gone; write adopt: true in nodeRoles.batch`,
      ],
      fails: "EntityAlreadyExists",
    },
    "the same with adopt for the role alone, when that has failed": {
      edit: { nodeRoles: { batch: { ...own, name: "OldNodes", adopt: "role" } } },
      says: [`nodeRoles.batch: ${roleArn("OldNodes")} gets access`, "nodeRoles.batch: the role OldNodes is taken over"],
    },
    "a role made here is let go of": {
      edit: { nodeRoles: { batch: { ...own, name: "OldNodes", release: true } } },
      says: [`nodeRoles.batch: the role OldNodes ${FORGOTTEN}`],
      calls: [],
    },
    "it is named by its ARN, and its entry taken over": {
      edit: { nodeRoles: { batch: { ...own, arn: roleArn("OldNodes"), adopt: true } } },
      says: [`nodeRoles.batch: the entry of ${roleArn("OldNodes")} is taken over`],
      calls: [],
    },
    "it is made here again, with adopt": {
      edit: { nodeRoles: { batch: { ...own, name: "OldNodes", adopt: true } } },
      says: ["nodeRoles.batch: the role OldNodes is taken over"],
      calls: ["AttachRolePolicy 2"],
    },
    "the cluster role is for Auto Mode, and does more": {
      edit: {
        nodeRoles: { batch: { ...own, name: "OldNodes" } },
        clusterRole: { customTags: true, vpcResourceController: true, onlyThisCluster: true },
      },
    },
    "the cluster role does less, with another policy for block storage": { edit: { clusterRole: v1 } },
    "the cluster role is let go of": {
      edit: { clusterRole: { ...v1, release: true } },
      says: [`clusterRole: the role demo-cluster ${FORGOTTEN}`],
      calls: [],
    },
    "the cluster role is taken over with its policies": {
      edit: { clusterRole: { ...v1, adopt: "with-policies" } },
      says: ["clusterRole: the role demo-cluster is taken over"],
      calls: [],
    },
    "another name of the cluster role": {
      edit: { clusterRole: { kind: "standard", name: "Cluster" } },
      hurts: [
        "clusterRole: the role demo-cluster of clusterRole is destroyed and made again, because of name: EKS cannot work for the cluster without it",
      ],
    },
    "no cluster role, and a capability and a policy of people under other keys with was": {
      edit: { clusterRole: undefined, otherRoles: { kro: { ...ack, was: "ack" } }, identityPolicies: { readers } },
      hurts: ["clusterRole: the role Cluster of clusterRole is destroyed: EKS cannot work for the cluster without it"],
      calls: ["DetachRolePolicy", "DeleteRole"],
    },
    "another name of the role of a capability, and of a policy that somebody has": {
      before: () => attach("OldNodes", policyArn("demo-viewers")),
      edit: {
        otherRoles: { kro: { ...ack, name: "Kro" } },
        identityPolicies: { readers: { ...readers, name: "Readers" } },
      },
      hurts: [RENAMED_POLICY, capability("demo-ack", "name")],
      fails: "DeleteConflict",
    },
    "the same, when nobody has the policy": {
      before: () => detach("OldNodes", policyArn("demo-viewers")),
      edit: {},
      hurts: [RENAMED_POLICY],
    },
    "a policy of people that exists": {
      before: () => seedPolicy({ name: "Operators", path: "/people/" }),
      edit: {
        identityPolicies: { readers: { ...readers, name: "Readers" }, operators: { ...operators, adopt: true } },
      },
      says: ["identityPolicies.operators: the policy Operators is taken over"],
      calls: ["CreatePolicyVersion"],
    },
    "one policy of people is let go of, and one taken away": {
      edit: { identityPolicies: { operators: { ...operators, release: true } } },
      says: [
        `identityPolicies.operators: the policy Operators ${FORGOTTEN}`,
        `identityPolicies.readers: the policy Readers is destroyed; ${CONFLICT}`,
      ],
      calls: ["DeletePolicy"],
    },
    "Terraform takes off policies of others": {
      before: () => attach("Kro", STRAY),
      edit: { identityPolicies: {}, iam: { exclusive: true } },
      says: [besides("list-attached-role-policies"), besides("list-role-policies")],
      calls: ["DetachRolePolicy"],
    },
    "it does so when somebody attaches one again": {
      before: () => attach("Kro", STRAY),
      edit: {},
      says: [
        "otherRoles.kro: the role Kro of otherRoles.kro loses AmazonS3ReadOnlyAccess, which somebody gave it past Terraform",
      ],
      calls: ["DetachRolePolicy"],
    },
    "a boundary for all roles, and tags for everything": {
      before: () => seedPolicy({ name: "Boundary", path: "/" }),
      edit: { iam: { permissionsBoundary: boundary }, tags: { Team: "platform" } },
      says: [
        "nodeRoles.batch: the role OldNodes of nodeRoles.batch may do no more than Boundary allows",
        "otherRoles.kro: the role Kro of otherRoles.kro may do no more than Boundary allows",
      ],
    },
    "another path of all roles": {
      edit: { iam: { permissionsBoundary: boundary, path: "/eks/" } },
      hurts: [...replaced("batch", ["", "OldNodes"], "eks/OldNodes", "path"), capability("Kro", "path")],
    },
    "default names, with a prefix": {
      edit: { nodeRoles: { batch: own }, otherRoles: { kro: ack }, iam: { path: "/eks/", namePrefix: "corp-" } },
      hurts: [
        ...replaced("batch", ["eks/", "OldNodes"], "eks/corp-demo-batch-node", "name"),
        capability("Kro", "name"),
      ],
    },
    "all roles are taken away": {
      edit: { nodeRoles: {}, otherRoles: {} },
      hurts: [lose("batch", "eks/corp-demo-batch-node"), gone("batch", "corp-demo-batch-node")],
      says: ["otherRoles.kro: the role corp-demo-kro of otherRoles.kro is destroyed"],
    },
  },
);

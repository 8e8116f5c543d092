import { ACCOUNT, seedEntry } from "../support/endpoint";
import { roleArn, transitions } from "../support/transitions";

const anchor = `arn:aws:rolesanywhere:eu-west-1:${ACCOUNT}:trust-anchor/0a1b2c3d-0000-4000-8000-000000000000`;
const spot = { kind: "self-managed" };
const pool = { kind: "managed" };
const edge = { kind: "hybrid-roles-anywhere", trustAnchorArn: anchor };
const [POOL, SPOT] = ["demo-pool-node", "demo-spot-node"].map(roleArn);

transitions(
  "roles of nodes",
  { sections: { nodeRoles: { spot, pool, edge: { kind: "hybrid-ssm" } } } },
  {
    "hybrid nodes come by another way to their role": {
      edit: { nodeRoles: { spot, pool, edge } },
      hurts: [
        "nodeRoles.edge: the role demo-edge-node of nodeRoles.edge trusts ssm.amazonaws.com no more: who has it so loses it",
      ],
      calls: ["DetachRolePolicy", "UpdateAssumeRolePolicy", "PutRolePolicy"],
    },
    "managed nodes become self-managed, and EKS has their entry": {
      before: () => seedEntry("demo", { principalArn: String(POOL), type: "EC2_LINUX" }),
      edit: { nodeRoles: { spot, pool: spot, edge } },
      hurts: [
        `nodeRoles.pool: the entry of ${POOL} is made for a role that was there before: if nodes or a built-in node pool have it, EKS has made the entry and answers 409; write adopt: true in nodeRoles.pool`,
      ],
      fails: "ResourceInUseException",
    },
    "the same with adopt": {
      edit: { nodeRoles: { spot, pool: { ...spot, adopt: true }, edge } },
      says: [`nodeRoles.pool: the entry of ${POOL} is taken over`],
    },
    "adopt is left out afterwards": { edit: { nodeRoles: { spot, pool: spot, edge } }, calls: [] },
    "self-managed nodes are let go of": {
      edit: { nodeRoles: { spot, pool: { ...spot, release: true }, edge } },
      says: [
        `nodeRoles.pool: the entry of ${POOL} is no longer managed here; it stays in AWS`,
        "nodeRoles.pool: the role demo-pool-node is no longer managed here; it stays in AWS",
      ],
      calls: [],
    },
    "they become managed, when EKS has their entry": {
      edit: { nodeRoles: { spot, pool: { ...pool, adopt: "role" }, edge } },
      says: ["nodeRoles.pool: the role demo-pool-node is taken over"],
      calls: ["AttachRolePolicy 2"],
    },
    "self-managed nodes become managed at once": {
      edit: { nodeRoles: { spot: pool, pool, edge } },
      hurts: [
        `nodeRoles.spot: nodes with the role ${SPOT} lose access; if they go on, write release: true in nodeRoles.spot and apply first`,
      ],
      calls: ["DeleteAccessEntry"],
    },
  },
);

import { spec } from "../../support/decide";
import { seedPolicy } from "../support/endpoint";
import { roleArn, transitions } from "../support/transitions";

const GPU = roleArn("GpuNodes");
const BIG = roleArn("BigNodes");
const OLD = roleArn("OldNodes");
const FAST = roleArn("FastNodes");
const gpu = { role: { name: "GpuNodes" }, spec: spec() };
const big = { role: { name: "BigNodes" }, spec: spec() };
const fast = { role: { name: "FastNodes" }, spec: spec() };
const old = { role: { arn: OLD }, spec: spec() };
const KEEPS = "a NodeClass keeps its role, so make another NodeClass, move the NodePools to it, and delete this one";
const gone = (name: string, item: string, more: string) => `${item}: the role ${name} of ${item} is destroyed${more}`;
const NODES = "its nodes lose access, and so do the pods on them";
const EXISTS = "EntityAlreadyExists";

transitions(
  "NodeClasses",
  { roles: ["OldNodes"], sections: { nodeClasses: { gpu } } },
  {
    "another spec and a NodePool": {
      edit: {
        nodeClasses: {
          gpu: {
            ...gpu,
            spec: spec({ ephemeralStorage: { size: "200Gi" } }),
            nodePools: {
              batch: {
                requirements: [{ key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"] }],
              },
            },
          },
        },
      },
      calls: [],
    },
    "another NodeClass": {
      edit: { nodeClasses: { gpu, big } },
      says: [
        "nodeClasses.big: the role of nodeClasses.big gets access",
        "nodeClasses.big: the role of nodeClasses.big gets AmazonEKSAutoNodePolicy in the whole cluster",
      ],
      calls: ["CreateRole", "AttachRolePolicy 2", "CreateAccessEntry", "AssociateAccessPolicy"],
    },
    "a NodeClass under another key": {
      edit: { nodeClasses: { accel: gpu, big } },
      hurts: [
        `nodeClasses.gpu: the entry of ${GPU} is destroyed and made again for nodeClasses.accel: EKS may answer 409, and ${GPU} is out until the next apply; write was: gpu in nodeClasses.accel`,
        "nodeClasses.gpu: the role GpuNodes is destroyed and made again for nodeClasses.accel: IAM may answer EntityAlreadyExists, and nothing has the role GpuNodes until the next apply; write was: gpu in nodeClasses.accel",
      ],
      fails: EXISTS,
    },
    "the same with was, when that has failed": { edit: { nodeClasses: { accel: { ...gpu, was: "gpu" }, big } } },
    "a NodeClass under another key with was": {
      edit: { nodeClasses: { fast: { ...gpu, was: ["gpu", "accel"] }, big } },
      calls: [],
    },
    "another name of the role": {
      edit: { nodeClasses: { fast: { ...gpu, role: { name: "FastNodes" } }, big } },
      hurts: [
        `nodeClasses.fast: nodes with the role ${GPU} lose access, and those with ${FAST} get it; ${KEEPS}`,
        gone("GpuNodes", "nodeClasses.fast", ` and made again, because of name: ${NODES}; ${KEEPS}`),
      ],
    },
    "two roles change places": {
      edit: {
        nodeClasses: {
          fast: { ...gpu, role: { name: "BigNodes" } },
          big: { ...big, role: { name: "FastNodes" } },
        },
      },
      hurts: [
        `nodeClasses.big: the entry of ${BIG} is destroyed and made again for nodeClasses.fast: EKS may answer 409, and ${BIG} is out until the next apply; take it out of nodeClasses.big in one apply, and write it in nodeClasses.fast in the next`,
        `nodeClasses.fast: the entry of ${FAST} is destroyed and made again for nodeClasses.big: EKS may answer 409, and ${FAST} is out until the next apply; take it out of nodeClasses.fast in one apply, and write it in nodeClasses.big in the next`,
        "nodeClasses.big: the role BigNodes is destroyed and made again for nodeClasses.fast: IAM may answer EntityAlreadyExists, and nothing has the role BigNodes until the next apply; take it out of nodeClasses.big in one apply, and write it in nodeClasses.fast in the next",
        "nodeClasses.fast: the role FastNodes is destroyed and made again for nodeClasses.big: IAM may answer EntityAlreadyExists, and nothing has the role FastNodes until the next apply; take it out of nodeClasses.fast in one apply, and write it in nodeClasses.big in the next",
      ],
      heals: EXISTS,
    },
    "a role made here becomes one by its ARN": {
      edit: { nodeClasses: { fast: old, big: fast } },
      hurts: [
        `nodeClasses.fast: nodes with the role ${BIG} lose access, and those with ${OLD} get it; ${KEEPS}`,
        gone("BigNodes", "nodeClasses.fast", `: ${NODES}; ${KEEPS}`),
      ],
    },
    "a role by its ARN becomes one made here": {
      edit: { nodeClasses: { fast: { ...gpu, role: { name: "OldNodes" } }, big: fast } },
      hurts: [
        `nodeClasses.fast: nodes with the role ${OLD} lose access until their entry is made again`,
        `nodeClasses.fast: the role OldNodes exists, since the entry of ${OLD} names it: IAM answers EntityAlreadyExists when that is gone; write adopt: true in nodeClasses.fast.role`,
      ],
      fails: EXISTS,
    },
    "the same with adopt": {
      edit: { nodeClasses: { fast: { ...gpu, role: { name: "OldNodes", adopt: true } }, big: fast } },
      says: ["nodeClasses.fast: the role OldNodes is taken over"],
    },
    "adopt is left out afterwards": {
      edit: { nodeClasses: { fast: { ...gpu, role: { name: "OldNodes" } }, big: fast } },
      calls: [],
    },
    "more policies, tags and a boundary": {
      edit: {
        nodeClasses: {
          fast: {
            ...gpu,
            role: {
              name: "OldNodes",
              additionalPolicies: ["AmazonSSMManagedInstanceCore"],
              inlinePolicies: { Own: { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] } },
              permissionsBoundary: "arn:aws:iam::111122223333:policy/Edge",
              description: "nodes",
              maxSessionSeconds: 7200,
              tags: { Team: "a" },
            },
          },
          big: fast,
        },
      },
      before: () => seedPolicy({ name: "Edge", path: "/" }),
      says: ["nodeClasses.fast: the role OldNodes of nodeClasses.fast may do no more than Edge allows"],
    },
    "those taken away": {
      edit: { nodeClasses: { fast: { ...gpu, role: { name: "OldNodes" } }, big: fast } },
      says: [
        "nodeClasses.fast: nodes of nodeClasses.fast lose AmazonSSMManagedInstanceCore",
        "nodeClasses.fast: nodes of nodeClasses.fast lose Own",
      ],
    },
    "a role made here, then named by its own ARN": {
      edit: { nodeClasses: { fast: old, big: fast } },
      hurts: [
        gone(
          "OldNodes",
          "nodeClasses.fast",
          ", and nodeClasses.fast.role.arn names it by its ARN; write release: true in nodeClasses.fast and apply first",
        ),
      ],
    },
    "a NodeClass shares the role of another": {
      edit: { nodeClasses: { big: fast, also: { role: { use: "big" }, spec: spec() } } },
      hurts: [`nodeClasses.fast: nodes with the role ${OLD} lose access; delete its NodePools and the NodeClass first`],
    },
    "use becomes the ARN of the role that another item makes": {
      edit: { nodeClasses: { big: fast, also: { role: { arn: FAST }, spec: spec() } } },
      refused: "nodeClasses.big has the same role",
    },
    "a NodeClass is let go of": {
      edit: { nodeClasses: { big: { ...fast, release: true } } },
      says: [
        `nodeClasses.big: the entry of ${FAST} is no longer managed here; it stays in AWS`,
        "nodeClasses.big: the role FastNodes is no longer managed here; it stays in AWS",
      ],
      calls: [],
    },
    "and its role named by its ARN, its entry taken over": {
      edit: { nodeClasses: { big: { role: { arn: FAST }, spec: spec(), adopt: true } } },
      says: [`nodeClasses.big: the entry of ${FAST} is taken over`],
      calls: ["AssociateAccessPolicy"],
    },
    "adopt goes again": { edit: { nodeClasses: { big: { role: { arn: FAST }, spec: spec() } } }, calls: [] },
    "a NodeClass is taken away": {
      edit: { nodeClasses: {} },
      hurts: [`nodeClasses.big: nodes with the role ${FAST} lose access; delete its NodePools and the NodeClass first`],
    },
  },
);

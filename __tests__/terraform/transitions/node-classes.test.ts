import { pool, spec } from "../../support/decide";
import { seedPolicy } from "../support/endpoint";
import { roleArn, transitions } from "../support/transitions";

const GPU = roleArn("GpuNodes");
const BIG = roleArn("BigNodes");
const OLD = roleArn("OldNodes");
const FAST = roleArn("FastNodes");
const ALSO = roleArn("demo-also-node");
const gpu = { role: { name: "GpuNodes" }, spec: spec() };
const big = { role: { name: "BigNodes" }, spec: spec() };
const fast = { role: { name: "FastNodes" }, spec: spec() };
const old = { role: { name: "OldNodes" }, spec: spec() };
const oldByArn = { role: { arn: OLD }, spec: spec() };
const own = { spec: spec() };
const shared = { role: { use: "big" }, spec: spec() };
const twin = { role: { use: "also" }, spec: spec() };
const KEEPS = "a NodeClass keeps its role, so make another NodeClass, move the NodePools to it, and delete this one";
const FIRST = "delete its NodePools and the NodeClass first";
const NODES = "its nodes lose access, and so do the pods on them";
const gone = (name: string, item: string, more: string) => `${item}: the role ${name} of ${item} is destroyed${more}`;
const out = (role: string, now: string) => `nodes with the role ${role} lose access, and those with ${now} get it`;
const mayExist = (name: string, arn: string, item: string) =>
  `${item}: the role ${name} exists, unless it was deleted, since the entry of ${arn} names it: IAM answers EntityAlreadyExists when that is gone; write adopt: true in ${item}.role`;
const profileGoes = (name: string, item: string) =>
  `${item}: the instance profile ${name} of ${item} is destroyed: no node starts with it`;
const EXISTS = "EntityAlreadyExists";

transitions(
  "NodeClasses",
  { roles: ["OldNodes"], sections: { nodeClasses: { gpu: { ...gpu, instanceProfile: true } } } },
  {
    "no instance profile any more": {
      edit: { nodeClasses: { gpu } },
      hurts: [profileGoes("eks-demo-gpu", "nodeClasses.gpu")],
      calls: ["RemoveRoleFromInstanceProfile", "DeleteInstanceProfile"],
    },
    "another spec, labels and NodePools": {
      edit: {
        nodeClasses: {
          gpu: {
            ...gpu,
            spec: spec({ ephemeralStorage: { size: "200Gi" } }),
            metadata: { labels: { team: "a" } },
            nodePools: { batch: pool() },
          },
        },
        nodePools: { spare: { nodeClass: "default", ...pool() } },
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
      edit: { nodeClasses: { fast, big } },
      hurts: [
        `nodeClasses.fast: ${out(GPU, FAST)}; ${KEEPS}`,
        gone("GpuNodes", "nodeClasses.fast", ` and made again, because of name: ${NODES}; ${KEEPS}`),
      ],
    },
    "two roles change places": {
      edit: { nodeClasses: { fast: big, big: fast } },
      hurts: [
        `nodeClasses.big: the entry of ${BIG} is destroyed and made again for nodeClasses.fast: EKS may answer 409, and ${BIG} is out until the next apply; take it out of nodeClasses.big in one apply, and write it in nodeClasses.fast in the next`,
        `nodeClasses.fast: the entry of ${FAST} is destroyed and made again for nodeClasses.big: EKS may answer 409, and ${FAST} is out until the next apply; take it out of nodeClasses.fast in one apply, and write it in nodeClasses.big in the next`,
        "nodeClasses.big: the role BigNodes is destroyed and made again for nodeClasses.fast: IAM may answer EntityAlreadyExists, and nothing has the role BigNodes until the next apply; take it out of nodeClasses.big in one apply, and write it in nodeClasses.fast in the next",
        "nodeClasses.fast: the role FastNodes is destroyed and made again for nodeClasses.big: IAM may answer EntityAlreadyExists, and nothing has the role FastNodes until the next apply; take it out of nodeClasses.fast in one apply, and write it in nodeClasses.big in the next",
      ],
      heals: EXISTS,
    },
    "the ARN of another role instead of a role made here": {
      edit: { nodeClasses: { fast: oldByArn, big: fast } },
      hurts: [
        `nodeClasses.fast: ${out(BIG, OLD)}; ${KEEPS}`,
        gone("BigNodes", "nodeClasses.fast", `: ${NODES}; ${KEEPS}`),
      ],
    },
    "a role by its ARN is to be made here": {
      edit: { nodeClasses: { fast: old, big: fast } },
      hurts: [
        `nodeClasses.fast: nodes with the role ${OLD} lose access until their entry is made again`,
        mayExist("OldNodes", OLD, "nodeClasses.fast"),
      ],
      fails: EXISTS,
    },
    "the same with adopt, when that has failed": {
      edit: { nodeClasses: { fast: { ...old, role: { name: "OldNodes", adopt: true } }, big: fast } },
      says: ["nodeClasses.fast: the role OldNodes is taken over"],
    },
    "adopt is left out, and the role gets more policies, tags and a boundary": {
      edit: {
        nodeClasses: {
          fast: {
            ...old,
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
      edit: { nodeClasses: { fast: old, big: fast } },
      says: [
        "nodeClasses.fast: nodes of nodeClasses.fast lose AmazonSSMManagedInstanceCore",
        "nodeClasses.fast: nodes of nodeClasses.fast lose Own",
      ],
    },
    "a NodeClass is let go of": {
      edit: { nodeClasses: { fast: { ...old, release: true }, big: fast } },
      says: [
        `nodeClasses.fast: the entry of ${OLD} is no longer managed here; it stays in AWS`,
        "nodeClasses.fast: the role OldNodes is no longer managed here; it stays in AWS",
      ],
      calls: [],
    },
    "its role named by its ARN, its entry taken over": {
      edit: { nodeClasses: { fast: { ...oldByArn, adopt: true }, big: fast } },
      says: [`nodeClasses.fast: the entry of ${OLD} is taken over`],
      calls: ["AssociateAccessPolicy"],
    },
    "a role by its ARN is to be made here, with adopt": {
      edit: { nodeClasses: { fast: { ...old, role: { name: "OldNodes", adopt: true } }, big: fast } },
      says: ["nodeClasses.fast: the role OldNodes is taken over"],
    },
    "a NodeClass shares the role of another": {
      edit: { nodeClasses: { big: fast, fast: old, also: shared } },
      calls: [],
    },
    "it gets a role of its own": {
      edit: { nodeClasses: { big: fast, fast: old, also: own } },
      says: ["nodeClasses.also: the role of nodeClasses.also gets access"],
    },
    "a role made here is named by its own ARN": {
      edit: { nodeClasses: { big: fast, fast: old, also: { role: { arn: ALSO }, spec: spec() } } },
      hurts: [
        gone(
          "demo-also-node",
          "nodeClasses.also",
          ", and nodeClasses.also.role.arn names it by its ARN; write release: true in nodeClasses.also and apply first",
        ),
      ],
      calls: ["DetachRolePolicy 2", "DeleteRole"],
    },
    "it is made here again": {
      edit: { nodeClasses: { big: fast, fast: old, also: own } },
      hurts: [
        `nodeClasses.also: nodes with the role ${ALSO} lose access until their entry is made again`,
        mayExist("demo-also-node", ALSO, "nodeClasses.also"),
      ],
    },
    "it shares the role of another again": {
      edit: { nodeClasses: { big: fast, fast: old, also: shared } },
      hurts: [
        `nodeClasses.also: nodes with the role ${ALSO} lose access; ${KEEPS}`,
        gone("demo-also-node", "nodeClasses.also", `: ${NODES}; ${KEEPS}`),
      ],
    },
    "use becomes the ARN of the role that another item makes": {
      edit: { nodeClasses: { big: fast, fast: old, also: { role: { arn: FAST }, spec: spec() } } },
      refused: "nodeClasses.big has the same role",
    },
    "the owner of a shared role goes, with was in the other": {
      edit: { nodeClasses: { also: { ...fast, was: "big" }, fast: old } },
      calls: [],
    },
    "an instance profile": {
      edit: { nodeClasses: { also: { ...fast, instanceProfile: true }, fast: old } },
      calls: ["CreateInstanceProfile", "AddRoleToInstanceProfile"],
    },
    "another name of the instance profile": {
      edit: { nodeClasses: { also: { ...fast, instanceProfile: { name: "also" } }, fast: old } },
      hurts: [profileGoes("eks-demo-also", "nodeClasses.also")],
    },
    "an instance profile goes to another NodeClass": {
      edit: { nodeClasses: { also: fast, twin: { ...twin, instanceProfile: { name: "also" } }, fast: old } },
      hurts: [
        "nodeClasses.also: the instance profile also is destroyed and made again for nodeClasses.twin: IAM may answer EntityAlreadyExists, and no node starts with it until the next apply; take it out of nodeClasses.also in one apply, and write it in nodeClasses.twin in the next",
      ],
      heals: EXISTS,
    },
    "an instance profile made here is named as existing": {
      edit: { nodeClasses: { also: fast, twin: { ...twin, instanceProfile: { existing: "also" } }, fast: old } },
      hurts: [
        `${profileGoes("also", "nodeClasses.twin")}, and nodeClasses.twin.instanceProfile.existing names it; write release: true in nodeClasses.twin and apply first`,
      ],
    },
    "a NodeClass is taken away": {
      edit: { nodeClasses: { also: fast } },
      hurts: [
        `nodeClasses.fast: nodes with the role ${OLD} lose access; ${FIRST}`,
        gone("OldNodes", "nodeClasses.fast", `: ${NODES}; ${FIRST}`),
      ],
      calls: ["DisassociateAccessPolicy", "DeleteAccessEntry", "DetachRolePolicy 2", "DeleteRole"],
    },
  },
);

import { NODE_ROLE_KINDS } from "../../../lib/aws/nodes/node-kinds";
import { list } from "../../../lib/aws/text";
import { plan } from "../../../lib/plan/plan";
import { decides, head, nodeClass, type Row, spec } from "../../support/decide";

const KINDS = list(NODE_ROLE_KINDS.words);

const ROLE = "arn:aws:iam::111122223333:role";
const nodeRoles = (items: object, top: object = {}) => head({ nodeRoles: items, ...top });
const one = (item: object, top: object = {}) => nodeRoles({ a: item }, top);
const ANCHOR = "arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/0a1b2c3d";

describe("kinds", () => {
  decides([
    ...["auto", "managed", "self-managed", "windows", "fargate", "hybrid-ssm"].map(
      (kind) => ["R327", `kind ${kind} is allowed`, one({ kind })] as const,
    ),
    [
      "R327",
      "another kind is refused",
      one({ kind: "manged" }),
      `nodeRoles.a.kind: one of ${KINDS}, got "manged"; did you mean "managed"?`,
    ],
    ["R328", "IPv6 on Linux nodes is allowed", one({ kind: "managed", ipFamily: "ipv6", cni: "node" })],
    [
      "R328",
      "IPv6 on Windows nodes is refused",
      one({ kind: "windows", ipFamily: "ipv6" }),
      'nodeRoles.a.ipFamily: Windows nodes have no IPv6, got "ipv6"; use Linux nodes for it',
    ],
    ["R329", "Windows nodes of a cluster made elsewhere are allowed", one({ kind: "windows" })],
    [
      "R329",
      "Windows nodes want a policy on the cluster role that this file makes",
      one({ kind: "windows" }, { clusterRole: { kind: "standard" } }),
      "warning nodeRoles.a: Windows nodes get no addresses unless the cluster role has AmazonEKSVPCResourceController; write clusterRole.vpcResourceController: true",
    ],
    [
      "R329",
      "with that policy they are allowed",
      one({ kind: "windows" }, { clusterRole: { vpcResourceController: true } }),
    ],
    [
      "R330",
      "Roles Anywhere with a trust anchor is allowed",
      one({ kind: "hybrid-roles-anywhere", trustAnchorArn: ANCHOR }),
    ],
    [
      "R330",
      "Roles Anywhere without one is refused",
      one({ kind: "hybrid-roles-anywhere" }),
      "nodeRoles.a: kind hybrid-roles-anywhere needs trustAnchorArn; write arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/<id>",
    ],
    [
      "R330",
      "another shape is refused",
      one({ kind: "hybrid-roles-anywhere", trustAnchorArn: "0a1b2c3d" }),
      'nodeRoles.a.trustAnchorArn: the ARN of a trust anchor, got "0a1b2c3d"; write arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/<id>',
    ],
    [
      "R330",
      "on another kind it would be lost",
      one({ kind: "hybrid-ssm", trustAnchorArn: ANCHOR }),
      'nodeRoles.a.trustAnchorArn: a trust anchor is for kind hybrid-roles-anywhere, got kind "hybrid-ssm"; leave it out',
    ],
    [
      "R314",
      "the CNI's permissions on a kind without it would be lost",
      one({ kind: "fargate", cni: "node" }),
      'nodeRoles.a.cni: cni is for the VPC CNI of kinds managed, self-managed and windows, got kind "fargate"; leave it out',
    ],
    [
      "R314",
      "the CNI's permissions on a role that exists would be lost",
      one({ kind: "managed", arn: `${ROLE}/nodes`, cni: "node" }),
      "nodeRoles.a: with arn nothing is made or attached here, so cni would be lost; write it where the role is made",
    ],
    [
      "R304",
      "an instance profile where there is no instance is refused",
      one({ kind: "hybrid-ssm", instanceProfile: true }),
      "nodeRoles.a.instanceProfile: nodes of kind hybrid-ssm are no EC2 instances and take no instance profile; leave it out",
    ],
  ]);
});

describe("roles that are shared", () => {
  const shared = (item: object) => nodeClass({ role: { use: "a" } }, { nodeRoles: { a: item } });
  const create = {
    cluster: { create: { subnetIds: ["subnet-1", "subnet-2"], autoMode: { nodePools: ["system"], nodeRole: "a" } } },
    accept: { "no-admin": "a test" },
  };
  decides([
    ["R808", "a NodeClass uses a role of kind auto", shared({ kind: "auto" })],
    [
      "R809",
      "a NodeClass uses the role of the built-in pools",
      nodeClass({ role: { use: "a" } }, { nodeRoles: { a: { kind: "auto" } }, ...create }),
    ],
    ...["managed", "self-managed", "windows"].map(
      (kind) =>
        [
          "R810",
          `a NodeClass that uses a role of kind ${kind} is refused`,
          shared({ kind }),
          `nodeClasses.gpu.role.use: "a" has a role that cannot be shared here: one role has one entry, which cannot be of type ${kind === "windows" ? "EC2_WINDOWS" : "EC2_LINUX"} and EC2; give each a role of its own`,
        ] as const,
    ),
    ...["fargate", "hybrid-ssm"].map(
      (kind) =>
        [
          "R811",
          `a NodeClass that uses a role of kind ${kind} is refused`,
          shared({ kind }),
          `nodeClasses.gpu.role.use: "a" has a role that cannot be shared here: EC2 cannot take a role of kind ${kind}; give each a role of its own`,
        ] as const,
    ),
    [
      "R812",
      "a node role and a Fargate role are different roles",
      nodeRoles({ a: { kind: "managed", arn: `${ROLE}/x` }, b: { kind: "fargate", arn: `${ROLE}/x` } }),
      `nodeRoles.b.arn: nodeRoles.a has the same role, "${ROLE}/x", and EC2 cannot take a role of kind fargate; give each a role of its own`,
    ],
    [
      "R807",
      "two self-managed roles with one ARN are refused",
      nodeRoles({ a: { kind: "self-managed", arn: `${ROLE}/x` }, b: { kind: "self-managed", arn: `${ROLE}/x` } }),
      `nodeRoles.b.arn: nodeRoles.a has the same role, "${ROLE}/x", and EKS keeps one entry a role; write use: a, or one item for both groups of nodes`,
    ],
    [
      "R807",
      "two managed roles with one ARN are allowed: EKS makes their entry",
      nodeRoles({ a: { kind: "managed", arn: `${ROLE}/x` }, b: { kind: "managed", arn: `${ROLE}/x` } }),
    ],
    [
      "R810",
      "a managed and a self-managed role share no ARN that needs two owners",
      nodeClass({ role: { arn: `${ROLE}/x` } }, { nodeRoles: { a: { kind: "self-managed", arn: `${ROLE}/x` } } }),
      `nodeRoles.a.arn: nodeClasses.gpu has the same role, "${ROLE}/x", and one role has one entry, which cannot be of type EC2_LINUX and EC2; give each a role of its own`,
    ],
    [
      "R817",
      "a NodeClass and a node role with one key meet in their default names",
      nodeClass({}, { nodeRoles: { gpu: { kind: "managed" } } }),
      'nodeRoles.gpu: the role made here is named "demo-gpu-node" by default, and so is that of nodeClasses.gpu; give one another name, or share one role: use: gpu',
    ],
    [
      "R813",
      "a key that two items have is refused",
      head({
        nodeClasses: { a: { spec: spec(), role: { name: "x" } }, b: { spec: spec(), role: { use: "a" } } },
        nodeRoles: { a: { kind: "auto", name: "y" } },
      }),
      'nodeClasses.b.role.use: "a" is a key of nodeClasses.a and nodeRoles.a; rename one of them',
    ],
  ]);
});

describe("names", () => {
  decides([
    [
      "R301",
      "a name prefix of 38 characters is allowed",
      one({ kind: "auto" }, { iam: { namePrefix: "p".repeat(38) } }),
    ],
    [
      "R301",
      "a name prefix of 39 characters is refused",
      one({ kind: "auto" }, { iam: { namePrefix: "p".repeat(39) } }),
      `iam.namePrefix: a name prefix has 1-38 characters, got 39 ("${"p".repeat(39)}"); leave out the excess`,
    ],
    [
      "R815",
      "an other role and a node role with one name are refused",
      nodeRoles({ a: { kind: "managed", name: "x" } }, { otherRoles: { b: { kind: "capability", name: "X" } } }),
      'otherRoles.b.name: the role made here is named "X", which IAM takes for "x", and so is that of nodeRoles.a; give one another name',
    ],
  ]);
});

describe("the Pod Identity agent on hybrid nodes", () => {
  const anchor = "arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/0a1b";
  const node = (kind: string, more: object = {}) => head({ nodeRoles: { n: { kind, podIdentity: true, ...more } } });
  decides([
    ["pod-identity-of-kind", "with Systems Manager", node("hybrid-ssm")],
    ["pod-identity-of-kind", "with a certificate", node("hybrid-roles-anywhere", { trustAnchorArn: anchor })],
    ...["managed", "self-managed", "fargate", "auto"].map(
      (kind): Row => [
        "pod-identity-of-kind",
        `kind ${kind} takes no permission for it`,
        node(kind),
        `nodeRoles.n.podIdentity: podIdentity is for kinds hybrid-ssm and hybrid-roles-anywhere, got kind "${kind}"; leave it out`,
      ],
    ),
  ]);

  test("has its policy on request alone", () => {
    const inlineOf = (podIdentity: boolean) =>
      plan(node("hybrid-ssm", { podIdentity }) as never, { name: "demo" }).plan?.roles[0]?.inlinePolicies.map(
        ({ name }) => name,
      );
    expect([inlineOf(true), inlineOf(false)]).toEqual([["HybridNodes", "PodIdentityAgent"], ["HybridNodes"]]);
  });
});

import { NODE_ROLE_KINDS } from "../../lib/aws/nodes/node-kinds";
import { list } from "../../lib/aws/text";
import { decides, head, nodeClassSpec, spec } from "../support/decide";

const KINDS = list(NODE_ROLE_KINDS.words);

describe("all at once", () => {
  decides([
    [
      "R903",
      "a mistake of shape hides none of value, and none between items",
      head({
        account: 12,
        nodeClasses: {
          a: { role: { name: "x" }, spec: spec(), extra: 1 },
          b: { role: { name: "X" }, spec: spec({ ephemeralStorage: { iops: 1 }, tagz: {} }) },
          c: { role: { name: 7 }, spec: spec() },
          d: {},
        },
      }),
      "account: text, got 12 (a number); write all twelve in quotes, without hyphens",
      'nodeClasses.a.extra: unknown key "extra"; known here: role, instanceProfile, metadata, was, release, adopt, spec and nodePools',
      "nodeClasses.b.spec.ephemeralStorage.iops: iops is a whole number from 3000 to 16000, got 1",
      'nodeClasses.b.spec.tagz: unknown key "tagz"; did you mean "tags"?',
      'nodeClasses.c.role.name: text, got 7 (a number); write it in quotes: "7"',
      "nodeClasses.d.spec: required: a mapping",
      'nodeClasses.b.role.name: the role made here is named "X", which IAM takes for "x", and so is that of nodeClasses.a; give one another name, or share one role: role: { use: a }',
    ],
  ]);
});

describe("a mapping with the keys of JavaScript's objects", () => {
  const odd = { toString: null, valueOf: 1, constructor: {}, hasOwnProperty: "x", length: 2 };
  decides([
    [
      "R903",
      "is no text",
      head({ access: { a: { principal: "arn:aws:iam::111122223333:role/a", groups: ["a"], username: odd } } }),
      "access.a.username: text, got a mapping; write it as the binding in the cluster names it",
    ],
    [
      "R903",
      "nor a list",
      head({ access: { a: { principal: "arn:aws:iam::111122223333:role/a", groups: odd } } }),
      "access.a.groups: a list, got a mapping",
    ],
  ]);
});

describe("a statement of a policy", () => {
  const policy = (Statement: unknown) =>
    head({ nodeRoles: { n: { kind: "managed", inlinePolicies: { p: { Statement } } } } });
  const at = "nodeRoles.n.inlinePolicies.p.Statement";
  decides([
    ["R903", "is no text", policy("x"), `${at}: a list or a mapping, got "x" (text); write ["x"]`],
    ["R903", "is no list in a list", policy([[]]), `${at}[0]: a mapping, got a list`],
    ["R903", "is no text in a list", policy([{}, "x"]), `${at}[1]: a mapping, got "x" (text)`],
    [
      "R903",
      "is not nothing",
      policy(null),
      `${at}: a list or a mapping, got nothing; leave the key out, or write something under it`,
    ],
    ["required", "may not be missing", policy(undefined), `${at}: required: a list or a mapping`],
  ]);
});

describe("one mistake", () => {
  decides([
    [
      "R401",
      "in the spec hides none of the item",
      head({ nodeClasses: { default: { spec: spec({ snatPolicy: "x" }) } } }),
      'nodeClasses.default.spec.snatPolicy: one of Random or Disabled, got "x"',
      'nodeClasses.default: EKS owns the NodeClass "default"; choose another key',
    ],
    [
      "R435",
      "in a key is not hidden by a token as its value",
      nodeClassSpec({ tags: { "karpenter.sh/nodepool": "${var.pool}" } }),
      expect.stringMatching(
        /^nodeClasses\.gpu\.spec\.tags\["karpenter\.sh\/nodepool"\]: a tag of a NodeClass is /,
      ) as unknown as string,
      expect.stringMatching(/^warning /) as unknown as string,
    ],
  ]);
});

describe("a mistake hides no other", () => {
  decides([
    [
      "R402",
      "where a token stands for a number, keys around it are judged all the same",
      head({ nodeClasses: { team_a: { spec: spec({ ephemeralStorage: { iops: "${var.iops}" } }) } } }),
      'nodeClasses.team_a: a key is lower-case letters, digits, - and ., and each part begins and ends with a letter or digit, got "team_a"; write "team-a"',
    ],
    [
      "R327",
      "a kind that is wrong is said alone, and the rest of the file is judged",
      head({ nodeRoles: { a: { kind: "manged", cni: "node" }, b: {}, c: { kind: "windows", ipFamily: "ipv6" } } }),
      `nodeRoles.a.kind: one of ${KINDS}, got "manged"; did you mean "managed"?`,
      `nodeRoles.b.kind: required: one of ${KINDS}`,
      'nodeRoles.c.ipFamily: Windows nodes have no IPv6, got "ipv6"; use Linux nodes for it',
    ],
    [
      "R505",
      "a word in a list is said alone, and the rest of the file is judged",
      head({
        cluster: { create: { subnetIds: ["subnet-1", "subnet-2"], autoMode: { nodePools: ["General"] } } },
        nodeRoles: { c: { kind: "windows", ipFamily: "ipv6" } },
        access: { a: { principal: "arn:aws:iam::111122223333:role/a", policies: ["AmazonEKSClusterAdminPolicy"] } },
      }),
      'cluster.create.autoMode.nodePools[0]: one of general-purpose or system, got "General"',
      'nodeRoles.c.ipFamily: Windows nodes have no IPv6, got "ipv6"; use Linux nodes for it',
      "warning nodeRoles.c: Windows nodes get no addresses unless the cluster role has AmazonEKSVPCResourceController; write clusterRole.vpcResourceController: true",
    ],
    [
      "R327",
      "a token cannot stand for a word that decides what is made",
      head({ nodeRoles: { a: { kind: "${var.kind}" } } }),
      `nodeRoles.a.kind: one of ${KINDS}, got "\${var.kind}"`,
    ],
  ]);
});

describe("tokens", () => {
  decides([
    [
      "R913",
      "a token may stand for a number, a word or a switch",
      nodeClassSpec({ snatPolicy: "${var.x}", advancedSecurity: { fips: "${var.x}" } }),
    ],
    ["R913", "a token may be a tag's key", head({ tags: { "${var.key}": "x" } })],
    [
      "R820",
      "a token is no key of an item, since that becomes an address",
      head({ nodeClasses: { "${var.key}": { spec: spec() } } }),
      'nodeClasses["${var.key}"]: a key is lower-case letters, digits, - and ., and each part begins and ends with a letter or digit, got "${var.key}"; write "var.key"',
    ],
    [
      "R913",
      "a token cannot stand for a list",
      nodeClassSpec({ subnetSelectorTerms: "${var.terms}" }),
      'nodeClasses.gpu.spec.subnetSelectorTerms: a list, got "${var.terms}" (text); write ["${var.terms}"]',
    ],
  ]);
});

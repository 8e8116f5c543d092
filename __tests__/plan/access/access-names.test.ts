import { plan } from "../../../lib/plan/plan";
import { decides, head, type Row } from "../../support/decide";

const ROLE = "arn:aws:iam::111122223333:role/dev";
const entry = (more: object) =>
  head({ access: { a: { principal: ROLE, policies: ["AmazonEKSViewPolicy"], ...more } } });
const nodes = (type: string, more: object) => head({ access: { a: { principal: ROLE, type, ...more } } });
const TYPES = ["EC2", "EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX"];
const RESERVED = ["system:", "eks:", "aws:", "amazon:", "iam:"];
const missing = (type: string) =>
  type === "EC2"
    ? [
        "warning access.a: nodes of this role cannot join without AmazonEKSAutoNodePolicy; write policies: [AmazonEKSAutoNodePolicy]",
      ]
    : [];

describe("node types bring their groups and username", () => {
  decides([
    ...TYPES.flatMap((type): Row[] => [
      [
        "R117",
        `type ${type} takes no username`,
        nodes(type, { username: "dev" }),
        `access.a.username: EKS sets the username of an entry of type ${type}, got "dev"; leave username out`,
        ...missing(type),
      ],
      [
        "R117",
        `type ${type} takes no username, not even the one that it sets itself`,
        nodes(type, { username: "system:node:{{EC2PrivateDNSName}}" }),
        `access.a.username: EKS sets the username of an entry of type ${type}, got "system:node:{{EC2PrivateDNSName}}"; leave username out`,
        ...missing(type),
      ],
      [
        "R118",
        `type ${type} takes no groups`,
        nodes(type, { groups: ["system:nodes"] }),
        `access.a.groups: an entry of type ${type} brings its groups itself, got ["system:nodes"]; leave groups out`,
        ...missing(type),
      ],
      [
        "R118",
        `type ${type} takes no empty list of groups`,
        nodes(type, { groups: [] }),
        `access.a.groups: an entry of type ${type} brings its groups itself, got []; leave groups out`,
        ...missing(type),
      ],
    ]),
    ["R117", "a STANDARD entry takes a username", entry({ username: "dev" })],
    ["R118", "a STANDARD entry takes groups", entry({ groups: ["dev", "ops"] })],
    ["R118", "a STANDARD entry takes an empty list of groups", entry({ groups: [] })],
  ]);
});

describe("usernames", () => {
  decides([
    ...RESERVED.map(
      (prefix): Row => [
        "R119",
        `a username does not begin with ${prefix}`,
        entry({ username: `${prefix}dev` }),
        `access.a.username: EKS keeps usernames that begin with ${prefix} for itself, got "${prefix}dev"; choose another beginning, or leave username out: EKS sets one`,
      ],
    ),
    ...RESERVED.map(
      (prefix): Row => ["R119", `${prefix} further on is allowed`, entry({ username: `dev-${prefix}x` })],
    ),
    ["R120", "sts: is free", entry({ username: "sts:dev" })],
    ["R120", "session is free", entry({ username: "session-dev" })],
    ["R120", "system without its colon is free", entry({ username: "systems" })],
    ["R121", "a colon before {{SessionName}} is allowed", entry({ username: "dev:{{SessionName}}" })],
    ["R121", "at the very beginning, too", entry({ username: ":{{SessionName}}" })],
    ["R121", "anywhere before it, too", entry({ username: "a:b{{SessionNameRaw}}" })],
    ["R121", "once is enough for all of them", entry({ username: "a:{{SessionName}}{{SessionNameRaw}}" })],
    [
      "R121",
      "none at all is refused",
      entry({ username: "{{SessionName}}" }),
      'access.a.username: a colon stands before {{SessionName}}, got "{{SessionName}}"; write "dev:{{SessionName}}"',
    ],
    [
      "R121",
      "another sign is refused, with what was probably meant",
      entry({ username: "ops-{{SessionNameRaw}}-x" }),
      'access.a.username: a colon stands before {{SessionNameRaw}}, got "ops-{{SessionNameRaw}}-x"; write "ops:{{SessionNameRaw}}-x"',
    ],
    [
      "R121",
      "a colon after it is refused",
      entry({ username: "{{SessionName}}:dev" }),
      'access.a.username: a colon stands before {{SessionName}}, got "{{SessionName}}:dev"; write "dev:{{SessionName}}:dev"',
    ],
    ["R121", "other braces are text like any other", entry({ username: "{{sessionname}}" })],
    ...["{{AccountID}}", "{{AccessKeyID}}", "{{EC2PrivateDNSName}}"].map(
      (variable): Row => [
        "R122",
        `${variable} of aws-auth is a warning`,
        entry({ username: `dev:${variable}` }),
        `warning access.a.username: ${variable} comes from aws-auth, and access entries do not fill it in, got "dev:${variable}"; use {{SessionName}} or a fixed name`,
      ],
    ),
    ["R123", "a username may have any length and any characters", entry({ username: `ü /${"x".repeat(2000)}` })],
    ["R123", "a token stands for any username", entry({ username: "system:${var.x}" })],
    [
      "R123",
      "a list is no username",
      entry({ username: ["dev"] }),
      "access.a.username: text, got a list; write it as the binding in the cluster names it",
    ],
  ]);
});

describe("groups", () => {
  decides([
    ...RESERVED.map(
      (prefix): Row => [
        "R124",
        `no group begins with ${prefix}`,
        entry({ groups: ["dev", `${prefix}dev`] }),
        `access.a.groups[1]: EKS keeps groups that begin with ${prefix} for itself, got "${prefix}dev"; bind a group of your own in the cluster and name that`,
      ],
    ),
    [
      "R124",
      "system:masters is refused, with the policy that gives the same",
      entry({ groups: ["system:masters"] }),
      'access.a.groups[0]: EKS keeps groups that begin with system: for itself, got "system:masters"; policies: [AmazonEKSClusterAdminPolicy] gives the same',
    ],
    ...["system:nodes", "system:bootstrappers"].map(
      (group): Row => [
        "R124",
        `${group} is refused, with the type that brings it`,
        entry({ groups: [group] }),
        `access.a.groups[0]: EKS keeps groups that begin with system: for itself, got "${group}"; an entry of a node type brings it`,
      ],
    ),
    [
      "R124",
      "each of them is named",
      entry({ groups: ["eks:a", "iam:b"] }),
      'access.a.groups[0]: EKS keeps groups that begin with eks: for itself, got "eks:a"; bind a group of your own in the cluster and name that',
      'access.a.groups[1]: EKS keeps groups that begin with iam: for itself, got "iam:b"; bind a group of your own in the cluster and name that',
    ],
    ["R125", "the bare name system is a group like any other", entry({ groups: ["system"] })],
    ["R125", "so is one that only begins like it", entry({ groups: ["systems-team", "iam", "aws-admins"] })],
    ["R123", "a group may have any length and any characters", entry({ groups: [`Ü /:${"x".repeat(2000)}`] })],
    ["R123", "there may be any number of groups", entry({ groups: [...Array(500).keys()].map((n) => `g${n}`) })],
    ["R123", "a token stands for any group", entry({ groups: ["system:${var.x}"] })],
    ["R118", "groups are a list", entry({ groups: "dev" }), 'access.a.groups: a list, got "dev" (text); write ["dev"]'],
  ]);
});

describe("what an entry grants", () => {
  const nothing = "warning access.a: this entry may log in and see nothing; give it a policy or a group";
  const bare = (more: object) => head({ access: { a: { principal: ROLE, ...more } } });
  decides([
    ["R126", "neither groups nor policies is a warning", bare({}), nothing],
    ["R126", "neither is an empty list of both", bare({ groups: [], policies: [] }), nothing],
    ["R126", "nor a username alone", bare({ username: "dev" }), nothing],
    ["R126", "a group is enough", bare({ groups: ["dev"] })],
    ["R126", "a policy is enough", bare({ policies: ["AmazonEKSViewPolicy"] })],
    ["R126", "both add up", bare({ groups: ["dev"], policies: ["AmazonEKSViewPolicy"] })],
    ["R126", "node types are complete without", bare({ type: "EC2_LINUX" })],
  ]);
});

describe("how many", () => {
  const tags = (count: number, from = 0) =>
    Object.fromEntries([...Array(count).keys()].map((n) => [`k${n + from}`, "v"]));
  const entries = (count: number) =>
    Object.fromEntries([...Array(count).keys()].map((n) => [`e${n}`, { principal: `${ROLE}-${n}`, groups: ["dev"] }]));
  decides([
    ["R127", "50 tags are allowed", entry({ tags: tags(50) })],
    ["R127", "51 are refused", entry({ tags: tags(51) }), "access.a.tags: at most 50 tags, got 51; leave some out"],
    [
      "R127",
      "the file's own are counted",
      { ...entry({ tags: tags(20, 100) }), tags: tags(31) },
      "access.a.tags: at most 50 tags on an entry, got 51: 31 from the top of the file and the others here; leave some out",
    ],
    ["R127", "up to 50 together", { ...entry({ tags: tags(20, 100) }), tags: tags(30) }],
    ["R127", "a tag that stands in both is one", { ...entry({ tags: tags(31) }), tags: tags(50) }],
    ["R127", "a key of 128 and a value of 256 characters", entry({ tags: { ["k".repeat(128)]: "v".repeat(256) } })],
    ["R127", "an empty value is allowed", entry({ tags: { k: "" } })],
    [
      "R127",
      "a key of 129 characters is refused",
      entry({ tags: { ["k".repeat(129)]: "" } }),
      `access.a.tags.${"k".repeat(129)}: a tag key has 1-128 characters, got 129 ("${"k".repeat(129)}"); shorten it`,
    ],
    [
      "R127",
      "an empty key is refused",
      entry({ tags: { "": "v" } }),
      'access.a.tags[""]: a tag key has 1-128 characters, got 0 (""); write one',
    ],
    [
      "R127",
      "a value of 257 characters is refused",
      entry({ tags: { k: "v".repeat(257) } }),
      `access.a.tags.k: a tag value has at most 256 characters, got 257 ("${"v".repeat(159)}…); shorten it`,
    ],
    ["R128", "3,000 entries are allowed", head({ access: entries(3000) })],
    [
      "R128",
      "3,001 are refused",
      head({ access: entries(3001) }),
      "access: a cluster has at most 3000 access entries, got 3001; let several people assume one role",
    ],
    [
      "R128",
      "entries of nodes are counted",
      head({ access: entries(3000), nodeRoles: { spot: { kind: "self-managed" } } }),
      "access: a cluster has at most 3000 access entries, got 3001; let several people assume one role",
    ],
    [
      "R128",
      "those that EKS makes are not: how many there are cannot be told",
      head({ access: entries(3000), nodeRoles: { workers: { kind: "managed" } } }),
    ],
  ]);
});

test("R118 a STANDARD entry without groups has an explicit empty list, a node entry none at all", () => {
  const groups = (config: object) => plan(config as never, { name: "demo" }).plan?.entries[0]?.groups;
  expect([groups(entry({})), groups(entry({ groups: ["b", "a"] })), groups(nodes("EC2_LINUX", {}))]).toEqual([
    [],
    ["a", "b"],
    undefined,
  ]);
});

describe("a group and a username are one line that a reader sees whole", () => {
  const form = "one line, without spaces before and behind it";
  decides([
    ["group", "spaces within are allowed", entry({ groups: ["team a"], username: "jane doe" })],
    ...[" a", "a ", "a\nb", "a\tb", "a\u001b[2K", "   ", "\u0000"].flatMap((text): Row[] => [
      [
        "group",
        `a group is not ${JSON.stringify(text)}`,
        entry({ groups: ["ok", text] }),
        `access.a.groups[1]: a group is ${form}, got ${JSON.stringify(text)}; write it as the binding in the cluster names it`,
      ],
      [
        "username",
        `a username is not ${JSON.stringify(text)}`,
        entry({ username: text }),
        `access.a.username: a username is ${form}, got ${JSON.stringify(text)}; write it as the binding in the cluster names it`,
      ],
    ]),
    [
      "group",
      "a group has a name",
      entry({ groups: [""] }),
      'access.a.groups[0]: a group has at least 1 character, got 0 (""); write it as the binding in the cluster names it',
    ],
  ]);
});

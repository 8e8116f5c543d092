import { plan } from "../../../lib/plan/plan";
import { decides, head, nodeClass, type Row, spec } from "../../support/decide";

const ARN = "arn:aws:iam::111122223333:role";
const VIEW = { policies: ["AmazonEKSViewPolicy"] };
const access = (items: object, top: object = {}) => head({ access: items, ...top });
const dev = (name: string, more: object = VIEW) => ({ principal: `${ARN}/${name}`, ...more });

describe("one entry for a principal", () => {
  const same = (at: string, other: string, arn: string) =>
    `${at}: ${other} has the same principal, "${arn}", and EKS keeps one entry a principal; write one item with all groups and policies`;
  decides([
    ["R801", "two principals are allowed", access({ a: dev("a"), b: dev("b") })],
    [
      "R801",
      "one ARN in two items is refused, both named",
      access({ a: dev("dev"), b: dev("dev", { groups: ["dev"] }) }),
      same("access.b.principal", "access.a", `${ARN}/dev`),
    ],
    [
      "R801",
      "each further one is refused",
      access({ a: dev("dev"), b: dev("dev"), c: dev("dev") }),
      same("access.b.principal", "access.a", `${ARN}/dev`),
      same("access.c.principal", "access.b", `${ARN}/dev`),
    ],
    [
      "R801",
      "a role and a user of one name are two",
      access({ a: dev("x"), b: { principal: "arn:aws:iam::111122223333:user/x", ...VIEW } }),
    ],
    [
      "R801",
      "one name in two accounts is two",
      access({ a: dev("x"), b: { principal: "arn:aws:iam::444455556666:role/x", ...VIEW } }),
    ],
    [
      "R801",
      "a key and its ARN are refused",
      access({ a: { role: "ack", ...VIEW }, b: dev("demo-ack") }, { otherRoles: { ack: { kind: "connector" } } }),
      same("access.b.principal", "access.a", `${ARN}/demo-ack`),
    ],
    [
      "R801",
      "a key twice is refused",
      access(
        { a: { role: "ack", ...VIEW }, b: { role: "ack", ...VIEW } },
        { otherRoles: { ack: { kind: "connector" } } },
      ),
      same("access.b.role", "access.a", `${ARN}/demo-ack`),
    ],
    [
      "R801",
      "a token twice is refused",
      access({ a: { principal: "${var.x}", ...VIEW }, b: { principal: "${var.x}", ...VIEW } }),
      same("access.b.principal", "access.a", "${var.x}"),
    ],
    [
      "R822",
      "case alone is a warning",
      access({ a: dev("Dev"), b: dev("dev") }),
      `warning access.b.principal: "${ARN}/dev" and "${ARN}/Dev" of access.a differ in case only, and IAM cannot have both; write the spelling that IAM shows`,
    ],
    [
      "R822",
      "case alone, of a role made here, too",
      access({ a: dev("Demo-Ack") }, { otherRoles: { ack: { kind: "connector" } } }),
      `warning access.a.principal: "${ARN}/Demo-Ack" and "${ARN}/demo-ack" of otherRoles.ack differ in case only, and IAM cannot have both; write the spelling that IAM shows`,
    ],
    [
      "R801",
      "what differs in case from one is still compared with the others",
      access({ a: dev("Dev"), b: dev("dev"), c: dev("dev") }),
      same("access.c.principal", "access.b", `${ARN}/dev`),
      `warning access.b.principal: "${ARN}/dev" and "${ARN}/Dev" of access.a differ in case only, and IAM cannot have both; write the spelling that IAM shows`,
    ],
  ]);
});

describe("roles whose entry is made elsewhere", () => {
  const brings = (at: string, owner: string, arn: string) =>
    `access.a.${at}: ${owner} has this role and brings its entry, "${arn}", and EKS keeps one entry a principal; leave this item out`;
  const eks = (at: string, owner: string, maker: string, arn: string) =>
    `access.a.${at}: EKS makes the entry of ${owner} with the ${maker}, "${arn}"; leave this item out, or write adopt: true to take over the entry that exists`;
  const gpu = (role: object, item: object) => nodeClass({ role }, { access: { a: { ...VIEW, ...item } } });
  const node = (kind: string, item: object, more: object = {}) =>
    head({ nodeRoles: { n: { kind, ...more } }, access: { a: item } });
  const builtIn = (item: object) =>
    head({
      cluster: { create: { subnetIds: ["subnet-1", "subnet-2"], autoMode: { nodePools: ["system"], nodeRole: "n" } } },
      nodeRoles: { n: { kind: "auto" } },
      access: {
        a: { ...VIEW, ...item },
        admins: dev("admins", { policies: ["AmazonEKSClusterAdminPolicy"] }),
      },
    });
  const pools = (at: string) =>
    `access.a.${at}: EKS makes the entry of nodeRoles.n with the built-in node pools, "${ARN}/demo-n-node"; leave this item out`;
  const adopted = `warning access.a.type: the entry that EKS makes for nodeRoles.n is of type EC2_LINUX, got STANDARD, and Terraform would put another in its place; leave type out`;

  decides([
    [
      "R802",
      "the ARN of a NodeClass's role that exists",
      gpu({ arn: `${ARN}/nodes` }, { principal: `${ARN}/nodes` }),
      brings("principal", "nodeClasses.gpu", `${ARN}/nodes`),
    ],
    [
      "R802",
      "the name of a NodeClass's role that is made here",
      gpu({ name: "nodes" }, { principal: `${ARN}/nodes` }),
      brings("principal", "nodeClasses.gpu", `${ARN}/nodes`),
    ],
    [
      "R802",
      "its default name",
      gpu({}, { principal: `${ARN}/demo-gpu-node` }),
      brings("principal", "nodeClasses.gpu", `${ARN}/demo-gpu-node`),
    ],
    ["R802", "its key", gpu({}, { role: "gpu" }), brings("role", "nodeClasses.gpu", `${ARN}/demo-gpu-node`)],
    [
      "R802",
      "a token",
      gpu({ arn: "${var.nodes}" }, { principal: "${var.nodes}" }),
      brings("principal", "nodeClasses.gpu", "${var.nodes}"),
    ],
    [
      "R802",
      "also with adopt: the NodeClass has its own",
      gpu({}, { role: "gpu", adopt: true }),
      brings("role", "nodeClasses.gpu", `${ARN}/demo-gpu-node`),
    ],
    ["R802", "another path is another role", gpu({ name: "nodes" }, { principal: `${ARN}/team/nodes` })],
    ...["self-managed", "windows", "hybrid-ssm"].flatMap((kind): Row[] => [
      [
        "R803",
        `the key of a ${kind} role`,
        node(kind, { role: "n", ...VIEW }),
        brings("role", "nodeRoles.n", `${ARN}/demo-n-node`),
        ...(kind === "windows" ? [] : []),
      ],
      [
        "R803",
        `the ARN of a ${kind} role`,
        node(kind, { principal: `${ARN}/x`, ...VIEW }, { arn: `${ARN}/x` }),
        brings("principal", "nodeRoles.n", `${ARN}/x`),
      ],
    ]),
    ["R804", "the key of the built-in pools' role", builtIn({ role: "n" }), pools("role")],
    ["R804", "its ARN", builtIn({ principal: `${ARN}/demo-n-node` }), pools("principal")],
    ["R804", "also with adopt", builtIn({ role: "n", adopt: true }), pools("role")],
    [
      "R805",
      "a managed role",
      node("managed", { role: "n", ...VIEW }),
      eks("role", "nodeRoles.n", "node group", `${ARN}/demo-n-node`),
    ],
    [
      "R805",
      "a Fargate role",
      node("fargate", { principal: `${ARN}/demo-n-node`, ...VIEW }),
      eks("principal", "nodeRoles.n", "Fargate profile", `${ARN}/demo-n-node`),
    ],
    ["R805", "a managed role with adopt is right", node("managed", { role: "n", adopt: true })],
    [
      "R805",
      "a Fargate role with adopt, by ARN",
      node("fargate", { principal: `${ARN}/x`, adopt: true }, { arn: `${ARN}/x` }),
    ],
    ["R805", "its type may be given", node("managed", { role: "n", adopt: true, type: "EC2_LINUX" })],
    ["R805", "Windows node groups have the other", node("managed", { role: "n", adopt: true, type: "EC2_WINDOWS" })],
    [
      "R805",
      "any other type would replace what EKS has made",
      node("managed", { role: "n", adopt: true, type: "STANDARD", ...VIEW }),
      adopted,
    ],
    [
      "R805",
      "adopted, it takes what its type takes",
      node("managed", { role: "n", adopt: true, groups: ["dev"] }),
      'access.a.groups: an entry of type EC2_LINUX brings its groups itself, got ["dev"]; leave groups out',
    ],
  ]);
});

describe("role: <key>", () => {
  const other = { otherRoles: { ack: { kind: "connector" }, agent: { kind: "connector" } } };
  decides([
    ["R813", "a key of otherRoles", access({ a: { role: "ack", ...VIEW } }, other)],
    [
      "R813",
      "a key of otherRoles whose role exists",
      access({ a: { role: "x", ...VIEW } }, { otherRoles: { x: { kind: "connector", arn: `${ARN}/x` } } }),
    ],
    [
      "R813",
      "a key that is nearly there",
      access({ a: { role: "akc", ...VIEW } }, other),
      'access.a.role: no role "akc" is made here; did you mean "ack"?',
    ],
    [
      "R813",
      "a key that is not there",
      access({ a: { role: "storage", ...VIEW } }, other),
      'access.a.role: no role "storage" is made here; the keys here: ack and agent',
    ],
    [
      "R813",
      "no keys at all",
      access({ a: { role: "x", ...VIEW } }),
      'access.a.role: no role "x" is made here; the keys here: none',
    ],
    [
      "R813",
      "the cluster's role has no key",
      access({ a: { role: "cluster", ...VIEW } }, { clusterRole: {} }),
      'access.a.role: no role "cluster" is made here; the keys here: none',
    ],
    [
      "R813",
      "a key of two sections is refused, both named",
      access({ a: { role: "ack", ...VIEW } }, { ...other, nodeRoles: { ack: { kind: "managed", name: "workers" } } }),
      'access.a.role: "ack" is a key of nodeRoles.ack and otherRoles.ack; rename one of them',
    ],
    [
      "R813",
      "a token is no key",
      access({ a: { role: "${var.key}", ...VIEW } }, other),
      "access.a.role: a key of this file, got a token; write the key, or principal: <ARN>",
    ],
  ]);
});

describe("an entry refers to its role", () => {
  const entryOf = (config: object) =>
    plan(config as never, { name: "demo" }).plan?.entries.find(({ id }) => id === "access_a");
  const ack = { otherRoles: { ack: { kind: "connector", additionalPolicies: ["ReadOnlyAccess"] } } };
  const made = {
    principal: { id: "other-role_ack" },
    principalArn: `${ARN}/demo-ack`,
    dependsOn: ["other-role_ack_inline_ConnectorAgent", "other-role_ack_policy_ReadOnlyAccess"],
  };

  test.each([
    ["its key", access({ a: { role: "ack", ...VIEW } }, ack), made],
    ["the literal ARN of a role made here", access({ a: dev("demo-ack") }, ack), made],
    [
      "the literal ARN of the cluster's role",
      access({ a: dev("demo-cluster") }, { clusterRole: { kind: "standard" } }),
      {
        principal: { id: "cluster-role" },
        principalArn: `${ARN}/demo-cluster`,
        dependsOn: ["cluster-role_policy_AmazonEKSClusterPolicy"],
      },
    ],
    [
      "the ARN of a role made elsewhere",
      access({ a: dev("team/dev") }, ack),
      { principal: { arn: `${ARN}/team/dev` }, principalArn: `${ARN}/team/dev`, dependsOn: [] },
    ],
  ])("given by %s", (_, config, expected) => expect(entryOf(config)).toMatchObject(expected));

  test("R805 an adopted entry has the type that EKS has given it", () => {
    const type = (kind: string) =>
      entryOf(access({ a: { role: "n", adopt: true } }, { nodeRoles: { n: { kind } } }))?.type;
    expect([type("managed"), type("fargate")]).toEqual(["EC2_LINUX", "FARGATE_LINUX"]);
  });

  test("one item changes nothing of another", () => {
    const config = access({ a: dev("a"), b: dev("b") }, { nodeClasses: { gpu: { spec: spec() } } });
    expect(entryOf(config)).toEqual(entryOf(access({ a: dev("a") })));
  });
});

describe("the entry of a capability", () => {
  const ack = (item: object, role: object = {}) =>
    access({ a: item }, { otherRoles: { ack: { kind: "capability", ...role } } });
  const made = (field: string, arn: string) =>
    `access.a.${field}: EKS makes the entry of otherRoles.ack with the capability, "${arn}"; leave this item out, or write entry: by-eks to give policies to that entry, or adopt: true to take over the entry that exists`;
  decides([
    ["R805", "is EKS's, by key", ack({ role: "ack", ...VIEW }), made("role", `${ARN}/demo-ack`)],
    ["R805", "is EKS's, by ARN", ack(dev("demo-ack")), made("principal", `${ARN}/demo-ack`)],
    [
      "R805",
      "is EKS's, of a role that exists",
      ack({ role: "ack", ...VIEW }, { arn: `${ARN}/x` }),
      made("role", `${ARN}/x`),
    ],
    ["R805", "may be adopted", ack({ role: "ack", ...VIEW, adopt: true })],
  ]);
});

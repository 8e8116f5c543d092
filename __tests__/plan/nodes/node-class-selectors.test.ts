import { quote } from "../../../lib/aws/text";
import { decides, nodeClassSpec } from "../../support/decide";

const AT = "nodeClasses.gpu.spec";

const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => ({ id: `${prefix}-${at}` }));
const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`key-${at}`, "x"]));

const subnets = (...subnetSelectorTerms: object[]) => nodeClassSpec({ subnetSelectorTerms });
const groups = (...securityGroupSelectorTerms: object[]) => nodeClassSpec({ securityGroupSelectorTerms });
const reservations = (...capacityReservationSelectorTerms: object[]) =>
  nodeClassSpec({ capacityReservationSelectorTerms });
const placement = (placementGroupSelector: object) => nodeClassSpec({ placementGroupSelector });
const pods = (podSubnetSelectorTerms: unknown, podSecurityGroupSelectorTerms: unknown) =>
  nodeClassSpec({ podSubnetSelectorTerms, podSecurityGroupSelectorTerms });

const form = (is: string, prefix: string, got: string, advice: string) =>
  `${is} is ${prefix}- and lower-case letters and digits behind it, got ${quote(got)}; ${advice}`;

describe("subnets", () => {
  const IN = `${AT}.subnetSelectorTerms`;
  const NAME = "to select by name write tags: { Name: … }";
  const size = (count: number) =>
    `${IN}: 1-30 selector terms, got ${count}; write one term by id or tags, and tags instead of many ids`;
  decides([
    [
      "R404",
      "left out is refused",
      nodeClassSpec({ subnetSelectorTerms: undefined }),
      `${IN}: required: a list; write one term by id or tags, and tags instead of many ids`,
    ],
    ["R404", "an empty list is refused", subnets(), size(0)],
    ["R404", "one term is allowed", subnets({ id: "subnet-0a1b2c3d" })],
    ["R406", "tags are allowed", subnets({ tags: { Name: "private" } })],
    ["R406", "two terms are allowed", subnets({ id: "subnet-0a1b2c3d" }, { tags: { Name: "private" } })],
    [
      "R406",
      "both in one term are refused",
      subnets({ id: "subnet-0a1b2c3d", tags: { Name: "private" } }),
      `${IN}[0]: exactly one of id and tags, got id and tags; write two terms, which are joined by "or"`,
    ],
    [
      "R406",
      "an empty term is refused",
      subnets({ id: "subnet-0a1b2c3d" }, {}),
      `${IN}[1]: exactly one of id and tags, got none; write id or tags`,
    ],
    [
      "R406",
      "a name is refused",
      subnets({ name: "private" }),
      `${IN}[0].name: unknown key "name"; write tags: { Name: … }`,
    ],
    ["R408", "the older, shorter form is allowed", subnets({ id: "subnet-0a1b2c3d" })],
    ["R408", "the longer form is allowed", subnets({ id: "subnet-0a1b2c3d4e5f60718" })],
    [
      "R408",
      "another prefix is refused",
      subnets({ id: "sg-0a1b2c3d" }),
      `${IN}[0].id: ${form("a subnet id", "subnet", "sg-0a1b2c3d", NAME)}`,
    ],
    [
      "R408",
      "capitals are refused",
      subnets({ id: "subnet-0A1B2C3D" }),
      `${IN}[0].id: ${form("a subnet id", "subnet", "subnet-0A1B2C3D", NAME)}`,
    ],
    [
      "R408",
      "nothing behind the prefix is refused",
      subnets({ id: "subnet-" }),
      `${IN}[0].id: ${form("a subnet id", "subnet", "subnet-", NAME)}`,
    ],
    ["R408", "a token is allowed", subnets({ id: "${aws_subnet.private.id}" })],
    ["R409", "30 terms are allowed", subnets(...ids("subnet", 30))],
    ["R409", "31 terms are refused", subnets(...ids("subnet", 31)), size(31)],
    ["R409", "20 tags are allowed", subnets({ tags: tags(20) })],
    [
      "R409",
      "21 tags are refused",
      subnets({ tags: tags(21) }),
      `${IN}[0].tags: 1-20 tags in a term, got 21; name one tag or a few`,
    ],
    [
      "R409",
      "no tags are refused",
      subnets({ tags: {} }),
      `${IN}[0].tags: 1-20 tags in a term, got 0; name one tag or a few`,
    ],
    [
      "R410",
      "an empty key is refused",
      subnets({ tags: { "": "private" } }),
      `${IN}[0].tags[""]: the tag key of a term has at least 1 character, got 0 (""); name the tag`,
    ],
    [
      "R410",
      "an empty value is refused",
      subnets({ tags: { Name: "" } }),
      `${IN}[0].tags.Name: the tag value of a term has at least 1 character, got 0 (""); write "*" for any value`,
    ],
    ["R411", "any value is allowed", subnets({ tags: { "kubernetes.io/role/internal-elb": "*" } })],
    ["R411", "a key of AWS's own is allowed", subnets({ tags: { "aws:eks:cluster-name": "demo" } })],
    ["R411", "a token is allowed", subnets({ tags: { Name: "${var.name}" } })],
  ]);
});

describe("security groups", () => {
  const IN = `${AT}.securityGroupSelectorTerms`;
  const NAME = "the name of a group goes under name";
  const size = (count: number) =>
    `${IN}: 1-30 selector terms, got ${count}; write one term by id, name or tags, and tags instead of many ids`;
  const one = (got: string) => `${IN}[0]: exactly one of id, name and tags, got ${got}`;
  const TWO = 'write two terms, which are joined by "or"';
  decides([
    [
      "R405",
      "left out is refused",
      nodeClassSpec({ securityGroupSelectorTerms: undefined }),
      `${IN}: required: a list; write one term by id, name or tags, and tags instead of many ids`,
    ],
    ["R405", "an empty list is refused", groups(), size(0)],
    ["R405", "one term is allowed", groups({ id: "sg-0a1b2c3d" })],
    ["R407", "a name is allowed", groups({ name: "nodes" })],
    ["R407", "tags are allowed", groups({ tags: { Name: "nodes" } })],
    ["R407", "three terms are allowed", groups({ id: "sg-1" }, { name: "nodes" }, { tags: { Name: "nodes" } })],
    ["R407", "id and name are refused", groups({ id: "sg-1", name: "nodes" }), `${one("id and name")}; ${TWO}`],
    [
      "R407",
      "all three are refused",
      groups({ id: "sg-1", name: "nodes", tags: { Name: "nodes" } }),
      `${one("id, name and tags")}; ${TWO}`,
    ],
    ["R407", "none is refused", groups({}), `${one("none")}; write id, name or tags`],
    [
      "R407",
      "an empty name is refused",
      groups({ name: "" }),
      `${IN}[0].name: a group name has at least 1 character, got 0 (""); name the group, or leave name out`,
    ],
    [
      "R408",
      "a name under id is refused",
      groups({ id: "nodes" }),
      `${IN}[0].id: ${form("a security group id", "sg", "nodes", NAME)}`,
    ],
    ["R408", "the longer form is allowed", groups({ id: "sg-0a1b2c3d4e5f60718" })],
    ["R408", "a token is allowed", groups({ id: "${aws_security_group.nodes.id}" })],
    ["R409", "30 terms are allowed", groups(...ids("sg", 30))],
    ["R409", "31 terms are refused", groups(...ids("sg", 31)), size(31)],
    ["R411", "any value is allowed", groups({ tags: { "kubernetes.io/cluster/demo": "*" } })],
  ]);
});

describe("subnets and security groups of pods", () => {
  const SUBNETS = `${AT}.podSubnetSelectorTerms`;
  const GROUPS = `${AT}.podSecurityGroupSelectorTerms`;
  const TOGETHER = "come together or not at all";
  const subnet = [{ id: "subnet-1" }];
  const group = [{ id: "sg-1" }];
  decides([
    ["R412", "both are allowed", pods(subnet, group)],
    ["R412", "neither is allowed", pods(undefined, undefined)],
    [
      "R412",
      "subnets alone are refused",
      pods(subnet, undefined),
      `${SUBNETS}: podSubnetSelectorTerms and podSecurityGroupSelectorTerms ${TOGETHER}; add podSecurityGroupSelectorTerms`,
    ],
    [
      "R412",
      "security groups alone are refused",
      pods(undefined, group),
      `${GROUPS}: podSecurityGroupSelectorTerms and podSubnetSelectorTerms ${TOGETHER}; add podSubnetSelectorTerms`,
    ],
    ["R413", "tags are allowed", pods([{ tags: { Name: "pods" } }], [{ tags: { Name: "pods" } }])],
    [
      "R413",
      "empty lists are refused",
      pods([], []),
      `${SUBNETS}: 1-30 selector terms, got 0; write one term by id or tags, and tags instead of many ids`,
      `${GROUPS}: 1-30 selector terms, got 0; write one term by id or tags, and tags instead of many ids`,
    ],
    [
      "R413",
      "id and tags in one term are refused",
      pods([{ id: "subnet-1", tags: { Name: "pods" } }], group),
      `${SUBNETS}[0]: exactly one of id and tags, got id and tags; write two terms, which are joined by "or"`,
    ],
    [
      "R413",
      "the name of a security group is refused",
      pods(subnet, [{ name: "pods" }]),
      `${GROUPS}[0].name: unknown key "name"; write tags: { Name: … }`,
    ],
    [
      "R413",
      "ids of another form are refused",
      pods([{ id: "pods" }], [{ id: "pods" }]),
      `${SUBNETS}[0].id: ${form("a subnet id", "subnet", "pods", "to select by name write tags: { Name: … }")}`,
      `${GROUPS}[0].id: ${form("a security group id", "sg", "pods", "to select by name write tags: { Name: … }")}`,
    ],
    [
      "R413",
      "an empty tag value is refused",
      pods([{ tags: { Name: "" } }], group),
      `${SUBNETS}[0].tags.Name: the tag value of a term has at least 1 character, got 0 (""); write "*" for any value`,
    ],
  ]);
});

describe("capacity reservations", () => {
  const IN = `${AT}.capacityReservationSelectorTerms`;
  const FORMS = "write id alone, or tags with an optional owner";
  const owner = (got: string) =>
    `${IN}[0].owner: the owner of a capacity reservation is an account of twelve digits, got ${quote(got)}; write all twelve in quotes`;
  const of = (value: unknown) => reservations({ tags: { Name: "gpu" }, owner: value });
  decides([
    ["R414", "an id is allowed", reservations({ id: "cr-0a1b2c3d" })],
    ["R414", "tags are allowed", reservations({ tags: { Name: "gpu" } })],
    ["R414", "tags with an owner are allowed", of("111122223333")],
    ["R414", "no terms are allowed", reservations()],
    [
      "R414",
      "id and tags are refused",
      reservations({ id: "cr-1", tags: { Name: "gpu" } }),
      `${IN}[0]: exactly one of id and tags, got id and tags; ${FORMS}`,
    ],
    [
      "R414",
      "an owner alone is refused",
      reservations({ owner: "111122223333" }),
      `${IN}[0]: exactly one of id and tags, got none; ${FORMS}`,
    ],
    [
      "R414",
      "an owner beside an id is refused",
      reservations({ id: "cr-1", owner: "111122223333" }),
      `${IN}[0].owner: owner goes with tags only; a reservation's id already says whose it is, so leave it out`,
    ],
    [
      "R414",
      "an id of another form is refused",
      reservations({ id: "cr-0A" }),
      `${IN}[0].id: ${form("a capacity reservation id", "cr", "cr-0A", "to select several write tags")}`,
    ],
    ["R409", "30 terms are allowed", reservations(...ids("cr", 30))],
    [
      "R409",
      "31 terms are refused",
      reservations(...ids("cr", 31)),
      `${IN}: at most 30 selector terms, got 31; write tags instead of many ids`,
    ],
    ["R415", "eleven digits are refused", of("11112222333"), owner("11112222333")],
    ["R415", "thirteen digits are refused", of("1111222233334"), owner("1111222233334")],
    ["R415", "hyphens are refused", of("1111-2222-3333"), owner("1111-2222-3333")],
    [
      "R415",
      "a number is refused",
      of(111122223333),
      `${IN}[0].owner: text, got 111122223333 (a number); write it in quotes: "111122223333"`,
    ],
    [
      "R415",
      "upstream's name of it is refused",
      reservations({ tags: { Name: "gpu" }, ownerID: "111122223333" }),
      `${IN}[0].ownerID: unknown key "ownerID"; Auto Mode's NodeClass calls it owner`,
    ],
    ["R415", "a token is allowed", of("${data.aws_caller_identity.shared.account_id}")],
  ]);
});

describe("the placement group", () => {
  const IN = `${AT}.placementGroupSelector`;
  decides([
    ["R416", "a name is allowed", placement({ name: "training" })],
    ["R416", "an id is allowed", placement({ id: "pg-0a1b2c3d" })],
    [
      "R416",
      "both are refused",
      placement({ name: "training", id: "pg-1" }),
      `${IN}: exactly one of name and id, got name and id; keep one`,
    ],
    ["R416", "neither is refused", placement({}), `${IN}: exactly one of name and id, got none; write one`],
    [
      "R416",
      "a name under id is refused",
      placement({ id: "training" }),
      `${IN}.id: ${form("a placement group id", "pg", "training", "the name of a group goes under name")}`,
    ],
    ["R416", "a token is allowed", placement({ id: "${aws_placement_group.training.placement_group_id}" })],
  ]);
});

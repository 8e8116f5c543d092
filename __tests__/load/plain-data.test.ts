import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Fn, Lazy, TerraformStack, TerraformVariable, Testing, Token } from "cdktf";
import { ClusterAccess } from "../../lib/constructs/cluster-access";
import { validate } from "../../lib/load/validate";
import { head, spec } from "../support/decide";

const ROLE = "arn:aws:iam::111122223333:role/a";

/** The lines of a configuration's errors. */
const linesOf = (config: unknown): string[] =>
  validate(config, { name: "demo" }).errors.map(({ path, message, rule }) => `${path.join(".")}: ${message} [${rule}]`);

class Tags {
  Team = "platform";
}

describe("what is no plain data is refused in one line", () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  test.each<[string, unknown, string]>([
    ["a Map", new Map([["Team", "a"]]), "an instance of Map; write Object.fromEntries(map)"],
    ["a Set", new Set(["a"]), "an instance of Set; write [...set]"],
    ["a Date", new Date(0), "an instance of Date; write date.toISOString()"],
    ["an instance of a class", new Tags(), "an instance of Tags; write { … } with its values"],
    [
      "a construct",
      new TerraformStack(Testing.app(), "a"),
      "a construct, TerraformStack; write one of its attributes, such as its arn",
    ],
    ["a function", () => ({}), "a function; call it, and write what it returns"],
    ["a class", Tags, "a function; call it, and write what it returns"],
    ["a big integer", 1n, "a bigint; write it as a number, or as text in quotes"],
    ["a symbol", Symbol("a"), "a symbol; write text"],
    [
      "a lazy value",
      Lazy.anyValue({ produce: () => ({}) }),
      "a token that is no text; write Token.asString(…), or an attribute that gives text, such as stringValue",
    ],
    [
      "a function's result",
      Fn.conditional(true, "a", "b"),
      "a token that is no text; write Token.asString(…), or an attribute that gives text, such as stringValue",
    ],
    ["a regular expression", /a/, "an instance of RegExp; write { … } with its values"],
    ["a promise", Promise.resolve(), "an instance of Promise; write { … } with its values"],
  ])("%s", (_, value, got) => {
    const line = `a configuration is plain data, got ${got} [plain-data]`;
    expect(linesOf(head({ tags: value }))).toEqual([`tags: ${line}`]);
    expect(linesOf(head({ access: { a: { principal: ROLE, groups: [value] } } }))).toEqual([
      `access.a.groups.0: ${line}`,
    ]);
    expect(linesOf(value)).toContain(`: ${line}`);
    const policy = { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: value }] };
    expect(linesOf(head({ nodeRoles: { n: { kind: "managed", inlinePolicies: { p: policy } } } }))).toEqual([
      `nodeRoles.n.inlinePolicies.p.Statement.0.Resource: ${line}`,
    ]);
  });

  test.each<[string, unknown, string]>([
    ["not a number", Number.NaN, "NaN; write a number"],
    ["infinity", Number.POSITIVE_INFINITY, "Infinity; write a number"],
    ["undefined in a list", ["a", undefined], "a list with undefined in it; leave it out"],
    ["a symbol as key", { [Symbol("a")]: "b" }, "a symbol as key; write text"],
  ])("%s", (_, value, got) => {
    expect(linesOf(head({ nodeRoles: value }))).toEqual([
      `nodeRoles: a configuration is plain data, got ${got} [plain-data]`,
    ]);
  });

  test("more levels than any configuration has", () => {
    let deep: object = {};
    for (let level = 0; level < 10_000; level += 1) deep = { a: deep };
    expect(linesOf(head({ nodeRoles: deep }))).toContainEqual(
      expect.stringMatching(
        /^nodeRoles(\.a)+: a configuration is plain data, got more than 64 levels of mappings and lists in each other; take levels out \[plain-data\]$/,
      ),
    );
  });

  test("a token for a number inside a text", () => {
    const description = `serves ${Token.asNumber("${var.count}")} pods`;
    expect(linesOf(head({ nodeRoles: { n: { kind: "managed", description } } }))).toEqual([
      "nodeRoles.n.description: no token for a number here, because what it stands for is not known; write Token.asString(number) [token-kind]",
    ]);
  });

  test("a value that contains itself", () => {
    expect(linesOf(head({ nodeClasses: { a: { spec: cycle } } }))).toContain(
      "nodeClasses.a.spec.self: a configuration is plain data, got a value that contains itself; write it out [plain-data]",
    );
  });

  test("one value at two places is none that contains itself", () => {
    const shared = { Team: "a" };
    expect(linesOf(head({ tags: shared, nodeRoles: { n: { kind: "managed", tags: shared } } }))).toEqual([]);
  });

  test("with everything else that is wrong", () => {
    expect(
      linesOf(head({ account: 1, tags: new Map(), nodeRoles: { n: { kind: "x" } } })).map((line) => line.split(":")[0]),
    ).toEqual(["tags", "account", "nodeRoles.n.kind"]);
  });

  test("objects without a prototype and undefined are plain", () => {
    const tags = Object.assign(Object.create(null), { Team: "a", Left: undefined });
    expect(linesOf(head({ tags, iam: undefined }))).toEqual([]);
  });
});

describe("no mark of cdktf reaches the output", () => {
  const KINDS: Readonly<Record<string, (stack: TerraformStack) => unknown>> = {
    text: (stack) => new TerraformVariable(stack, "v", { type: "string" }).stringValue,
    variable: (stack) => new TerraformVariable(stack, "v", { type: "string" }).value,
    list: (stack) => new TerraformVariable(stack, "v", { type: "list(string)" }).listValue,
    "list of a lazy value": () => Token.asList(Lazy.listValue({ produce: () => ["x"] })),
    "list of a function": () => Fn.split(",", "a,b"),
    number: (stack) => new TerraformVariable(stack, "v", { type: "number" }).numberValue,
    "number as text": (stack) => Token.asString(new TerraformVariable(stack, "v", { type: "number" }).value),
    mapping: () => Token.asStringMap(Fn.merge([{ a: "b" }])),
    lazy: () => Lazy.stringValue({ produce: () => "x" }),
    "lazy mapping": () => Lazy.anyValue({ produce: () => ({ a: 1 }) }),
  };
  const statement = (more: object) => ({
    nodeRoles: {
      n: {
        kind: "managed",
        inlinePolicies: { p: { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...more }] } },
      },
    },
  });
  const create = (more: object) => ({
    cluster: { create: { version: "1.33", subnetIds: ["subnet-1", "subnet-2"], ...more } },
  });
  const PLACES: Readonly<Record<string, (value: unknown) => object>> = {
    groups: (groups) => ({ access: { a: { principal: ROLE, groups } } }),
    group: (group) => ({ access: { a: { principal: ROLE, groups: [group] } } }),
    namespaces: (namespaces) => ({
      access: { a: { principal: ROLE, policies: [{ policy: "AmazonEKSViewPolicy", namespaces }] } },
    }),
    policies: (policies) => ({ access: { a: { principal: ROLE, policies } } }),
    tags: (tags) => ({ tags }),
    "tags of an item": (tags) => ({ nodeRoles: { n: { kind: "managed", tags } } }),
    tag: (tag) => ({ tags: { Team: tag } }),
    subnets: (subnetIds) => create({ subnetIds }),
    "security groups": (securityGroupIds) => create({ securityGroupIds }),
    "public CIDR blocks": (publicCidrs) => create({ endpoint: { public: true, publicCidrs } }),
    session: (maxSessionSeconds) => ({ nodeRoles: { n: { kind: "managed", maxSessionSeconds } } }),
    flag: (exclusive) => ({ iam: { exclusive } }),
    resource: (Resource) => statement({ Resource }),
    resources: (resource) => statement({ Resource: [resource] }),
    condition: (Condition) => statement({ Condition }),
    "inline policies": (inlinePolicies) => ({ nodeRoles: { n: { kind: "managed", inlinePolicies } } }),
    boundary: (permissionsBoundary) => ({ iam: { permissionsBoundary } }),
    inputs: (hostedZoneArns) => ({ workloads: { w: { controller: "external-dns", inputs: { hostedZoneArns } } } }),
    "managed policies": (additionalPolicies) => ({ nodeRoles: { n: { kind: "managed", additionalPolicies } } }),
    "tags of nodes": (tags) => ({ nodeClasses: { g: { spec: spec({ tags }) } } }),
    "labels of nodes": (labels) => ({
      nodeClasses: { g: { spec: spec(), nodePools: { g: { requirements: [], labels } } } },
    }),
    "session policy": (sessionPolicy) => ({
      workloads: { w: { serviceAccount: "a/b", policies: [], sessionTags: false, sessionPolicy } },
    }),
    reason: (reason) => ({ accept: { "no-admin": reason } }),
    access: (access) => ({ access }),
    backend: (bucket) => ({ terraform: { backend: { type: "s3", bucket, key: "a", region: "eu-west-1" } } }),
  };

  const outputOf = (place: (value: unknown) => object, kind: (stack: TerraformStack) => unknown): string => {
    const stack = new TerraformStack(Testing.app(), "demo");
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
    try {
      new ClusterAccess(stack, "access", head({ name: "demo", ...place(kind(stack)) }) as never);
    } catch (error) {
      if ((error as Error).name === "ConfigError") return "refused";
      throw error;
    }
    return Testing.synth(stack, true);
  };

  test.each(Object.keys(PLACES))("%s", (place) => {
    for (const [name, kind] of Object.entries(KINDS)) {
      const output = outputOf(PLACES[place] ?? (() => ({})), kind);
      expect({ place, name, mark: /TfToken|Token Value|postProcessors|e\+29[0-9]|e\+289/.exec(output)?.[0] }).toEqual({
        place,
        name,
      });
    }
  });

  test("tokens for lists and mappings still go where Terraform takes them whole", () => {
    const passes = (place: string, kind: string) =>
      outputOf(PLACES[place] ?? (() => ({})), KINDS[kind] ?? (() => "")) !== "refused";
    expect(["groups", "security groups"].map((place) => passes(place, "list"))).toEqual([true, true]);
    expect(["tags", "tags of an item"].map((place) => passes(place, "mapping"))).toEqual([true, true]);
    expect(passes("resource", "number")).toBe(true);
  });
});

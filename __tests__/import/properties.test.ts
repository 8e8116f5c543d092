import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { importAwsAuth } from "../../lib/import/aws-auth/import";
import { countsOf } from "../../lib/import/document";
import { importEksctl } from "../../lib/import/eksctl/import";
import type { Imported } from "../../lib/import/row";
import { settle } from "../../lib/import/settle";
import { ConfigError } from "../../lib/load/config-error";
import { load } from "../../lib/load/load";
import { folderOf } from "../support/files";
import { answers, CLUSTER } from "./support";

const RUNS = { numRuns: 40 };
const folder = folderOf({});
const source = join(folder, "clusters/demo.yaml");
mkdirSync(join(folder, "clusters"));

/** Texts that people, tools and attackers write. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ maxLength: 20 }),
  fc.constantFrom(
    "",
    "system:masters",
    "system:node:{{EC2PrivateDNSName}}",
    "system:node:{{SessionName}}",
    "a: b",
    "# c",
  ),
  fc.constantFrom(
    "${x}",
    "%{x}",
    "a\nb",
    "\u202e",
    "\ud800",
    "e\u0301",
    "null",
    "yes",
    "0x10",
    "- a",
    "__proto__",
    "&a",
    "*a",
  ),
);

const arn = fc.oneof(
  text,
  fc
    .tuple(fc.constantFrom("111122223333", "444455556666"), fc.constantFrom("role", "user", "ROLE"), text)
    .map(([account, kind, name]) => `arn:aws:iam::${account}:${kind}/${name}`),
  fc
    .constantFrom("a", "b", "A", "AWSReservedSSO_Dev_0123456789abcdef")
    .map((name) => `arn:aws:iam::111122223333:role/${name}`),
);

const anything = fc.jsonValue({ maxDepth: 2, stringUnit: "binary" });
const groups = fc.oneof(fc.array(text, { maxLength: 3 }), anything);
const either = <T>(likely: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: likely }, { weight: 1, arbitrary: anything });

const mapRow = (key: string) =>
  either(fc.record({ [key]: either(arn), username: either(text), groups }, { requiredKeys: [] }));
const configMap = fc.record(
  {
    mapRoles: either(fc.array(mapRow("rolearn"), { maxLength: 6 })),
    mapUsers: either(fc.array(mapRow("userarn"), { maxLength: 3 })),
    mapAccounts: either(fc.array(text, { maxLength: 2 })),
  },
  { requiredKeys: ["mapRoles"] },
);

const part = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  either(
    fc.array(
      either(
        fc.record(Object.fromEntries(Object.entries(fields).map(([key, of]) => [key, either(of)])), {
          requiredKeys: [],
        }),
      ),
      { maxLength: 3 },
    ),
  );
const documents = fc.constantFrom(
  { Version: "2012-10-17", Statement: [] },
  { Statement: [{ Effect: "Allow" }] },
  { a: { b: ["${c}"] } },
);
const wellKnown = fc.record(
  { autoScaler: fc.boolean(), externalDNS: fc.boolean(), imageBuilder: fc.boolean(), x: fc.boolean() },
  { requiredKeys: [] },
);
const clusterConfig = fc.record(
  {
    accessConfig: either(
      fc.record({
        authenticationMode: fc.constantFrom("API", "CONFIG_MAP", "x"),
        accessEntries: part({
          principalARN: arn,
          type: fc.constantFrom("EC2_LINUX", "STANDARD", "EC2", "x"),
          kubernetesGroups: groups,
          kubernetesUsername: text,
          accessPolicies: groups,
        }),
      }),
    ),
    iamIdentityMappings: part({ arn, account: text, serviceName: text, username: text, groups }),
    autoModeConfig: either(fc.record({ enabled: fc.boolean(), nodeRoleARN: arn }, { requiredKeys: [] })),
    nodeGroups: part({ name: text, iam: fc.record({ instanceRoleARN: arn }) }),
    addons: part({ name: text, serviceAccountRoleARN: arn, wellKnownPolicies: wellKnown }),
    identityProviders: part({ name: text, issuerURL: text, clientID: text }),
    capabilities: part({ name: text, roleArn: arn, accessPolicies: groups }),
    iam: either(
      fc.record(
        {
          podIdentityAssociations: part({
            namespace: text,
            serviceAccountName: text,
            roleARN: arn,
            permissionPolicy: documents,
            policy: text,
            wellKnownPolicies: wellKnown,
          }),
          serviceAccounts: part({
            metadata: fc.record({ name: text, namespace: text }),
            attachPolicy: documents,
            attachPolicyARNs: groups,
          }),
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: [] },
);

/** Returns what was written, which our own loader takes; undefined if the input was refused, with its place. */
function written(read: () => Imported): { readonly text: string; readonly imported: Imported } | undefined {
  try {
    const settled = settle(read(), { name: "demo" });
    writeFileSync(source, settled.text);
    expect(load(source).plans).toHaveLength(1);
    return settled;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const line of error.lines) expect(line).toMatch(/^input(:\d+:\d+)?: /);
    return undefined;
  }
}

const awsAuth = (content: string) => written(() => importAwsAuth({ file: "input", text: content }, CLUSTER, answers()));
const eksctl = (content: string) => written(() => importEksctl({ file: "input", text: content }, CLUSTER, answers()));

/** Each part of the input stands in the file once. */
function everyPlaceOnce({ text: all, imported }: { readonly text: string; readonly imported: Imported }): void {
  const lines = all
    .split("\n")
    .filter((line) => /^ *# (left out: |DECIDE: )?[a-zA-Z.]+(\[\d+\])?, line \d+/.test(line));
  const names = lines.map((line) => /# (?:left out: |DECIDE: )?([a-zA-Z.]+(\[\d+\])?), line/.exec(line)?.[1]);
  const places = imported.rows.flatMap((row) => row.places.map(({ name }) => name));
  const plain = places.filter((name) => /^[a-zA-Z.]+(\[\d+\])?$/.test(name));
  expect([...names].sort()).toEqual([...plain].sort());
  const { rows, items, leftOut, toDecide } = countsOf(imported.rows);
  expect(items + leftOut + toDecide).toBe(rows);
}

test("any aws-auth ends in a file that loads, with each row in it once, or in a refusal with a place", () => {
  fc.assert(
    fc.property(configMap, (data) => {
      const result = awsAuth(JSON.stringify(data));
      if (result !== undefined) everyPlaceOnce(result);
    }),
    RUNS,
  );
});

test("the same of aws-auth as the cluster has it: lists as texts", () => {
  fc.assert(
    fc.property(configMap, (data) => {
      const texts = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, JSON.stringify(value)]));
      const result = awsAuth(JSON.stringify({ kind: "ConfigMap", metadata: { name: "aws-auth" }, data: texts }));
      if (result !== undefined) expect(countsOf(result.imported.rows).rows).toBe(result.imported.rows.length);
    }),
    RUNS,
  );
});

test("any ClusterConfig ends in a file that loads, with each part in it once, or in a refusal with a place", () => {
  fc.assert(
    fc.property(clusterConfig, (config) => {
      const result = eksctl(
        JSON.stringify({ kind: "ClusterConfig", metadata: { name: "demo", region: "eu-west-1" }, ...config }),
      );
      if (result !== undefined) everyPlaceOnce(result);
    }),
    RUNS,
  );
});

test.each([
  ["aws-auth", awsAuth],
  ["eksctl", eksctl],
])("any text for %s ends in a file that loads, or in a refusal with a place", (_, of) => {
  const yaml = fc.array(
    fc.constantFrom("mapRoles:", "kind: ClusterConfig", "\n", "  ", "- ", "&a ", "*a ", "{", "}", "[", "|", "a", ": "),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        anything.map((value) => JSON.stringify(value)),
        yaml.map((parts) => parts.join("")),
      ),
      (given) => void of(given),
    ),
    RUNS,
  );
});

test.each([
  ["levels", `mapRoles: ${"[".repeat(100_000)}`],
  [
    "aliases",
    `a: &a [x, x, x, x, x, x, x, x, x, x]\n${["a", "b", "c", "d", "e", "f", "g"].map((name, index, all) => (index === 0 ? "" : `${name}: &${name} [${`*${all[index - 1]}, `.repeat(10)}]`)).join("\n")}\nmapRoles: *g\n`,
  ],
  ["a value that contains itself", "mapRoles: &a [*a]\n"],
  [
    "aliases inside of the text",
    `mapRoles: |\n  - &a [1]\n  - &b [${"*a, ".repeat(600)}]\n  - &c [${"*b, ".repeat(600)}]\n`,
  ],
])("too many %s are refused with a place", (_, content) => {
  expect(awsAuth(content)).toBeUndefined();
});

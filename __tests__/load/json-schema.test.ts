import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { jsonSchemas } from "../../lib/load/json-schema";
import { ACCEPTABLE_NAMES } from "../../lib/plan/checks/catalogue";
import { nodeClass, nodeClassSpec } from "../support/decide";

const ROOT = join(__dirname, "../..");
const schemas = Object.entries(jsonSchemas());

const compiled = new Map(
  schemas.map(([file, schema]) => [file, new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(schema))]),
);

/** What an editor would underline. */
function underlined(config: unknown, file = "cluster.schema.json"): string[] {
  const validate = compiled.get(file);
  if (validate === undefined) throw new Error(`no schema ${file}`);
  validate(config);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test.each(schemas)("the committed %s is that of the code: npm run schema writes it", (file, schema) => {
  expect(readFileSync(join(ROOT, file), "utf8")).toBe(schema);
});

test("an editor finds nothing in the example", () => {
  expect(underlined(parse(readFileSync(join(ROOT, "clusters/demo.yaml"), "utf8")))).toEqual([]);
});

test("an editor finds unknown keys, limits and forms", () => {
  expect(underlined(nodeClass({ rol: {} }))).toEqual(["/nodeClasses/gpu must NOT have additional properties"]);
  expect(underlined(nodeClassSpec({ ephemeralStorage: { iops: 1 } }))).toEqual([
    "/nodeClasses/gpu/spec/ephemeralStorage/iops must be >= 3000",
  ]);
  expect(underlined(nodeClass({ role: { name: "a/b" } }))).toEqual([
    '/nodeClasses/gpu/role/name must match pattern "^[\\w+=,.@-]*$"',
  ]);
});

test("an editor knows the warnings and checks that a file may accept", () => {
  expect(underlined({ accept: Object.fromEntries(ACCEPTABLE_NAMES.map((name) => [name, "a reason"])) })).toEqual([]);
  expect(underlined({ accept: { "too-many-admins": "a reason" } })).toEqual([
    "/accept must be equal to one of the allowed values",
    "/accept property name must be valid",
  ]);
});

test("an editor asks nothing of a file that may stand in defaults.yaml", () => {
  expect(underlined({ use: ["on-call"], terraform: { backend: { key: "eks/demo.tfstate" } } })).toEqual([]);
});

test("an editor knows sets and defaults.yaml", () => {
  const principal = "arn:aws:iam::111122223333:role/ops";
  expect(underlined({ access: { ops: { principal } } }, "access-set.schema.json")).toEqual([]);
  expect(underlined({ ops: { principal } }, "access-set.schema.json")).toEqual([
    " must have required property 'access'",
    " must NOT have additional properties",
  ]);
  const backend = { type: "s3", bucket: "states" };
  expect(underlined({ account: "111122223333", terraform: { backend } }, "defaults.schema.json")).toEqual([]);
  expect(underlined({ name: "demo" }, "defaults.schema.json")).toEqual([" must NOT have additional properties"]);
});

test.each(schemas)("every field of %s is documented", (_, schema) => {
  const bare: string[] = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== "object" || node === null) return;
    const { properties } = node as { properties?: Record<string, { description?: string; const?: unknown }> };
    for (const [key, field] of Object.entries(properties ?? {})) {
      if (!field.description && field.const === undefined) bare.push(`${path}.${key}`);
    }
    for (const [key, inner] of Object.entries(node)) walk(inner, key === "properties" ? path : `${path}.${key}`);
  };
  walk(JSON.parse(schema), "");
  expect(bare).toEqual([]);
});

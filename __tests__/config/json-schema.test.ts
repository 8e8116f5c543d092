import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { jsonSchema } from "../../lib/config/json-schema";
import { nodeClass, nodeClassSpec } from "../support/judge";

const ROOT = join(__dirname, "../..");
const schema = JSON.parse(jsonSchema());
const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);

/** What an editor would underline. */
function underlined(config: unknown): string[] {
  validate(config);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test("the committed JSON Schema is that of the code: npm run schema writes it", () => {
  expect(readFileSync(join(ROOT, "cluster.schema.json"), "utf8")).toBe(jsonSchema());
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

test("every field is documented", () => {
  const bare: string[] = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== "object" || node === null) return;
    const { properties } = node as { properties?: Record<string, { description?: string; const?: unknown }> };
    for (const [key, field] of Object.entries(properties ?? {})) {
      if (!field.description && field.const === undefined) bare.push(`${path}.${key}`);
    }
    for (const [key, inner] of Object.entries(node)) walk(inner, key === "properties" ? path : `${path}.${key}`);
  };
  walk(schema, "");
  expect(bare).toEqual([]);
});

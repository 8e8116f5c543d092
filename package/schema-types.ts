import * as z from "zod";
import { accessOfCluster } from "../lib/answers/access";
import { clusterConfig } from "../lib/schema/config";

/** Where the schema of each named type stands: keys of mappings, `*` for any item, the place in a union. */
type Names = Readonly<Record<string, readonly (string | number)[]>>;

const CONFIGURATION: Names = {
  ClusterConfig: [],
  ClusterCreate: ["cluster", "create"],
  BackendConfig: ["terraform", "backend"],
  ClusterRoleConfig: ["clusterRole"],
  NodeRoleConfig: ["nodeRoles", "*"],
  OtherRoleConfig: ["otherRoles", "*"],
  IdentityPolicyConfig: ["identityPolicies", "*"],
  AccessConfig: ["access", "*"],
  RoleOfFileReference: ["access", "*", "principal", 1],
  GrantConfig: ["access", "*", "policies", "*", 1],
  AdoptConfig: ["access", "*", "adopt"],
  IdentityProviderConfig: ["identityProviders", "*"],
  WorkloadConfig: ["workloads", "*"],
  NodeClassConfig: ["nodeClasses", "*"],
  NodeClassSpec: ["nodeClasses", "*", "spec"],
  RoleReference: ["nodeClasses", "*", "role"],
  NodePoolConfig: ["nodeClasses", "*", "nodePools", "*"],
  NodePoolOfEksConfig: ["nodePools", "*"],
  MetadataConfig: ["nodePools", "*", "metadata"],
  Requirement: ["nodePools", "*", "requirements", "*"],
};

/** Types of answers that the declarations of the library name. */
const ACCESS: Names = { AccessOfCluster: [], AccessRow: ["access", "*"] };

/** A schema by what it is made of. */
type Schema = z.core.$ZodTypes;

// zod's own union of all kinds of schemas, by which `def.type` narrows
const known = (schema: z.core.$ZodType): Schema => schema as Schema;

function schemaAt(schema: Schema, path: readonly (string | number)[]): Schema {
  const { def } = schema._zod;
  if (def.type === "optional") return schemaAt(known(def.innerType), path);
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const next =
    def.type === "object"
      ? def.shape[step]
      : def.type === "record"
        ? def.valueType
        : def.type === "array"
          ? def.element
          : def.type === "union"
            ? def.options[Number(step)]
            : undefined;
  if (next === undefined) throw new Error(`package: the schema has no ${step}`);
  return schemaAt(known(next), rest);
}

function declarationsOf(root: z.core.$ZodType, all: Names): string {
  const names = new Map<Schema, string>();
  for (const [name, path] of Object.entries(all)) names.set(schemaAt(known(root), path), name);
  const declared = [...names].map(
    ([schema, name]) => `${comment(schema, "")}export type ${name} = ${typeOf(schema, names, "", true)};\n`,
  );
  return declared.join("\n");
}

/**
 * The declarations of types that come from zod, which users do not have, with the descriptions of all fields. A test
 * holds those of the configuration to be the same as the types of lib/schema/types.ts.
 */
export const SCHEMA_TYPES: Readonly<Record<string, string>> = {
  "schema/types.d.ts": declarationsOf(clusterConfig, CONFIGURATION),
  "answers/access.d.ts": declarationsOf(accessOfCluster, ACCESS),
};

function typeOf(schema: Schema, names: ReadonlyMap<Schema, string>, indent: string, declaring = false): string {
  const name = names.get(schema);
  if (name !== undefined && !declaring) return name;
  const inner = (other: z.core.$ZodType) => typeOf(known(other), names, indent);
  const { def } = schema._zod;
  switch (def.type) {
    case "string":
    case "number":
    case "boolean":
    case "unknown":
      return def.type;
    case "literal":
      return def.values.map((value) => JSON.stringify(value)).join(" | ");
    case "enum":
      return Object.values(def.entries)
        .map((word) => JSON.stringify(word))
        .join(" | ");
    case "array":
      return `Array<${inner(def.element)}>`;
    case "record":
      return `Record<string, ${inner(def.valueType)}>`;
    case "union":
      return def.options.map(inner).join(" | ");
    case "optional":
      return `${inner(def.innerType)} | undefined`;
    case "object": {
      const deeper = `${indent}  `;
      const fields = Object.entries(def.shape).map(([key, field]) => {
        const optional = known(field)._zod.def.type === "optional" ? "?" : "";
        return `${comment(known(field), deeper)}${deeper}${JSON.stringify(key)}${optional}: ${typeOf(known(field), names, deeper)};\n`;
      });
      const others =
        def.catchall && known(def.catchall)._zod.def.type === "unknown" ? `${deeper}[key: string]: unknown;\n` : "";
      return `{\n${fields.join("")}${others}${indent}}`;
    }
    default:
      throw new Error(`package: no type of TypeScript for ${def.type}`);
  }
}

function comment(schema: Schema, indent: string): string {
  const { def } = schema._zod;
  const description =
    z.globalRegistry.get(schema)?.description ??
    (def.type === "optional" ? z.globalRegistry.get(known(def.innerType))?.description : undefined);
  if (description === undefined) return "";
  const lines = description.replaceAll("*/", "*\u200b/").split("\n");
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

import * as z from "zod";
import { ACCEPTABLE_NAMES } from "../plan/checks/catalogue";
import { accept } from "../schema/access";
import { accessSet, clusterFileAlone, defaults } from "../schema/files";

const FILES = {
  "cluster.schema.json": [clusterFileAlone, "EKS access of one cluster"],
  "access-set.schema.json": [accessSet, "EKS access that several clusters share"],
  "defaults.schema.json": [defaults, "What all files of clusters share"],
} as const;

/**
 * Returns the JSON Schemas for editors, by file name. They use draft 7, which YAML language servers support. The names
 * that `accept` takes come from the catalogues of rules and checks.
 */
export function jsonSchemas(): Readonly<Record<string, string>> {
  const entries = Object.entries(FILES).map(([file, [schema, title]]) => {
    const json = z.toJSONSchema(schema, {
      io: "input",
      target: "draft-7",
      override: ({ zodSchema, jsonSchema }) => {
        if (zodSchema === accept) jsonSchema.propertyNames = { enum: [...ACCEPTABLE_NAMES] };
      },
    });
    return [file, `${JSON.stringify({ ...json, title }, null, 2)}\n`];
  });
  return Object.fromEntries(entries);
}

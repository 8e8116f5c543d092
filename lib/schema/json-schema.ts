import { z } from "zod";
import { accessSet, clusterFileAlone, defaults } from "./files";

const FILES = {
  "cluster.schema.json": [clusterFileAlone, "EKS access of one cluster"],
  "access-set.schema.json": [accessSet, "EKS access that several clusters share"],
  "defaults.schema.json": [defaults, "What all files of clusters share"],
} as const;

/** The JSON Schemas of the files, for editors, by the names of their files: draft 7, which YAML language servers know. */
export function jsonSchemas(): Record<keyof typeof FILES, string> {
  const entries = Object.entries(FILES).map(([file, [schema, title]]) => {
    const json = z.toJSONSchema(schema, { io: "input", target: "draft-7" });
    return [file, `${JSON.stringify({ ...json, title }, null, 2)}\n`];
  });
  return Object.fromEntries(entries);
}

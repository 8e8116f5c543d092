import { z } from "zod";
import { clusterConfig } from "./schema";

/** The JSON Schema of a cluster file, for editors: draft 7, which YAML language servers know. */
export function jsonSchema(): string {
  const schema = z.toJSONSchema(clusterConfig, { io: "input", target: "draft-7" });
  return `${JSON.stringify({ ...schema, title: "EKS access of one cluster" }, null, 2)}\n`;
}

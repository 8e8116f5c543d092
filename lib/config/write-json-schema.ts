import { writeFileSync } from "node:fs";
import { jsonSchema } from "./json-schema";

writeFileSync("cluster.schema.json", jsonSchema());

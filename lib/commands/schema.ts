import { writeFileSync } from "node:fs";
import { jsonSchemas } from "../load/json-schema";

for (const [file, schema] of Object.entries(jsonSchemas())) writeFileSync(file, schema);

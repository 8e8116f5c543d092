import { writeFileSync } from "node:fs";
import { jsonSchemas } from "../schema/json-schema";

for (const [file, schema] of Object.entries(jsonSchemas())) writeFileSync(file, schema);

import { writeFileSync } from "node:fs";
import { jsonSchemas } from "../load/json-schema";

/** `eks-access schema`: writes the JSON Schemas for editors. For developers of this project. */
export function schema(): void {
  for (const [file, text] of Object.entries(jsonSchemas())) writeFileSync(file, text);
}

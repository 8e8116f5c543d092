/** Writes the JSON Schemas of answers into `schemas`: a part of `npm run schema`. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { answerSchemas } from "../lib/answers/answers";

rmSync("schemas", { recursive: true, force: true });
mkdirSync("schemas");
for (const [word, schema] of Object.entries(answerSchemas({ closed: false }))) {
  writeFileSync(`schemas/${word}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);
}

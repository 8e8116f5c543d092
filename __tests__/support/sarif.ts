import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";

const SCHEMA = join(__dirname, "../../node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");

// of draft 4 it uses nothing that later drafts have changed, but the names of schemas
const schema = JSON.parse(readFileSync(SCHEMA, "utf8"), (key, value) =>
  ["$schema", "id"].includes(key) && typeof value === "string" ? undefined : value,
);
const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false }).compile(
  schema,
);

/** What the schema of SARIF 2.1.0 objects to in a text. */
export function objectionsOfSarif(text: string): string[] {
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Writes `docs/rules.md`: `npm run docs`. */
import { writeFileSync } from "node:fs";
import { rulesDocument } from "../lib/commands/rules-document";

writeFileSync("docs/rules.md", rulesDocument());

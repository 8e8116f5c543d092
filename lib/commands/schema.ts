import { jsonSchemas } from "../load/json-schema";
import { writeFile } from "./answer";
import type { Command } from "./command";

/** `eks-access schema [--out <folder>]`: writes the JSON Schemas for editors. */
export const command: Command = {
  positionals: {},
  most: 0,
  options: { out: { value: "<folder>", about: "write them into a folder, by default the current one" } },
  examples: ["eks-access schema --out schemas"],
  exitCodes: { 0: "written", 1: "a file cannot be written" },
  run({ values: { out = "." } }) {
    for (const [file, text] of Object.entries(jsonSchemas())) writeFile(`${out}/${file}`, text);
  },
};

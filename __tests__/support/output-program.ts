import { readFileSync } from "node:fs";
import { writeOutput } from "../../lib/output/write";
import { builder } from "./output";

/** Writes the stacks of a JSON file into a folder, in a process of its own: <file> <outdir> */
const [file = "", outdir = ""] = process.argv.slice(2);
writeOutput(
  { outdir, source: file, partial: false, keepFolders: false },
  builder(JSON.parse(readFileSync(file, "utf8"))),
);

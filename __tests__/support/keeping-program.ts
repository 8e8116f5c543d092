import { synthAsProgram } from "../../lib/app";
import { NO_THREADS, SILENT } from "./surroundings";

/** Synthesizes as a program that keeps its answers in a folder: <source> <outdir> <folder> */
const [source = "", outdir = "", folder = ""] = process.argv.slice(2);
synthAsProgram(
  { source, outdir },
  { program: { folder, name: "main", hash: "1" }, threads: NO_THREADS, terminal: SILENT },
);

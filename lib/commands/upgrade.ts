import { visible } from "../aws/text";
import { reasonOf } from "../files/errors";
import { writeAllWhole } from "../files/whole";
import { ConfigError } from "../load/config-error";
import { upgradeOf } from "../upgrade/upgrade";
import type { Command } from "./command";
import { sourceOf } from "./source";

/** The exit code of `--check` if something is to change. */
const TO_DO = 2;

/** `eks-access upgrade [file|folder]`: changes files to what this version of the tool writes. */
export const command: Command = {
  positionals: {
    "[file|folder]": "by default the folder clusters, with defaults.yaml, accessSets and the JSON Schemas beside it",
  },
  most: 1,
  options: { check: { about: "say what is to change, and write nothing" } },
  examples: ["eks-access upgrade --check", "eks-access upgrade"],
  exitCodes: {
    0: "all files are as this version has them",
    1: "an argument or the configuration is refused, or a file cannot be written, and nothing is written",
    [TO_DO]: "with --check: something is to change",
  },
  run(given) {
    const { files, changes } = upgradeOf(sourceOf(given));
    const check = given.flags.has("check");
    if (!check) write(Object.fromEntries(changes.map(({ file, text }) => [file, text])));
    const counted = `${changes.length} of ${files} file${files === 1 ? "" : "s"}`;
    const lines = [
      ...changes.map(({ line }) => line),
      check && changes.length > 0 ? `${counted} to change; eks-access upgrade changes them` : `${counted} changed`,
    ];
    process.stdout.write(`${lines.map(visible).join("\n")}\n`);
    if (check && changes.length > 0) process.exitCode = TO_DO;
  },
};

/** @throws ConfigError if one cannot be written; then none is */
function write(texts: Readonly<Record<string, string>>): void {
  try {
    writeAllWhole(texts);
  } catch (error) {
    throw new ConfigError([`upgrade: nothing is written: ${reasonOf(error)}`]);
  }
}

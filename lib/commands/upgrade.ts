import { visible } from "../aws/text";
import { reasonOf } from "../files/errors";
import { writeAllWhole } from "../files/whole";
import { ConfigError } from "../load/config-error";
import { upgradeOf } from "../upgrade/upgrade";
import { type Command, LOOK } from "./command";
import { sourceOf } from "./source";

/** `eks-access upgrade [file or folder]`: changes files to what this version of the tool writes. */
export const command: Command = {
  positionals: {
    "[file or folder]":
      "the configuration, by default EKS_ACCESS_CONFIG, or clusters; with a folder also what files share, and the JSON Schemas beside it",
  },
  most: 1,
  options: { check: { about: "say what is to change, and write nothing" } },
  examples: ["eks-access upgrade --check", "eks-access upgrade"],
  exitCodes: {
    0: "all files are as this version has them",
    1: "an argument or the configuration is refused, or a file cannot be written, and nothing is written",
    [LOOK]: "with --check: something is to change",
  },
  run(given) {
    const { files, changes } = upgradeOf(sourceOf(given));
    const check = given.flags.has("check");
    if (!check) write(Object.fromEntries(changes.map(({ file, text }) => [file, text])));
    const counted = `${changes.length} of ${files} ${files === 1 ? "file" : "files"} ${check ? "to change" : "changed"}`;
    process.stdout.write([...changes.map(({ line }) => line), counted].map((line) => `${visible(line)}\n`).join(""));
    if (check && changes.length > 0) process.exitCode = LOOK;
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

import { handOverScript } from "../import/terraform/hand-over";
import { importTerraform } from "../import/terraform/import";
import { movedBlocks } from "../import/terraform/moved";
import type { StateResource } from "../import/terraform/state";
import { ConfigError } from "../load/config-error";
import { writeFile } from "./answer";
import type { Command, Given } from "./command";
import { CLUSTER_OPTIONS, IMPORT_EXIT_CODES, IMPORT_OPTIONS, runImport } from "./importing";

const WORD = "import terraform";

/** `eks-access import terraform <file>`: writes a cluster's file from a Terraform state or plan. */
export const command: Command = {
  positionals: { "<file>": "what terraform show -json printed of a state or plan; - is standard input" },
  most: Infinity,
  options: {
    ...CLUSTER_OPTIONS,
    ...IMPORT_OPTIONS,
    handover: {
      value: "<file>",
      about: "write the script by which the old state lets go here, not to standard error",
    },
    "same-state": {
      about:
        "write moved blocks in place of the script, for items that a construct of TypeScript has in the same state",
    },
  },
  examples: [
    "terraform show -json > state.json",
    "eks-access import terraform state.json --cluster demo --into clusters/demo.yaml --handover handover.sh",
  ],
  exitCodes: IMPORT_EXIT_CODES,
  run,
};

function run(given: Given): void {
  const sameState = given.flags.has("same-state");
  const noAdopt = given.flags.has("no-adopt");
  if (noAdopt && (sameState || given.values.handover !== undefined)) {
    throw new ConfigError([`${WORD}: with --no-adopt nothing is handed over; leave --handover and --same-state out`]);
  }
  let resources: readonly StateResource[] = [];
  runImport(
    WORD,
    given,
    (input) => {
      const read = importTerraform(input, { ...input, sameState, stated: input.cluster });
      ({ resources } = read);
      return read.imported;
    },
    (settled) => {
      if (noAdopt) return [];
      const script = sameState ? movedBlocks(settled, resources) : handOverScript(settled, resources);
      const file = given.values.handover;
      if (file === undefined) return script.trimEnd().split("\n");
      writeFile(file, script);
      return [
        `written: ${file}${settled.imported.rows.some(({ is }) => is === "question") ? ", without what is to decide" : ""}`,
      ];
    },
  );
}

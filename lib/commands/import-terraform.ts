import { isOpen } from "../import/row";
import { handOverScript } from "../import/terraform/hand-over";
import { importTerraform } from "../import/terraform/import";
import type { StateResource } from "../import/terraform/state";
import { writeFile } from "./answer";
import type { Command, Given } from "./command";
import { CLUSTER_OPTIONS, IMPORT_EXIT_CODES, IMPORT_OPTIONS, runImport } from "./importing";

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
  },
  examples: [
    "terraform show -json > state.json",
    "eks-access import terraform state.json --cluster demo --into clusters/demo.yaml --handover handover.sh",
  ],
  exitCodes: IMPORT_EXIT_CODES,
  run,
};

function run(given: Given): void {
  let resources: readonly StateResource[] = [];
  runImport(
    "import terraform",
    given,
    (input) => {
      const read = importTerraform(input, { ...input, stated: input.cluster });
      ({ resources } = read);
      return read.imported;
    },
    ({ imported }) => {
      const script = handOverScript(imported, resources);
      const file = given.values.handover;
      if (file === undefined) return script.trimEnd().split("\n");
      writeFile(file, script);
      return [`written: ${file}${imported.rows.some(isOpen) ? ", without what is to decide" : ""}`];
    },
  );
}

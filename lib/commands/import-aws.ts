import { importAws } from "../import/aws/import";
import { answersOf, withRoles } from "./answer-files";
import type { Command, Given } from "./command";
import { CLUSTER_OPTIONS, IMPORT_EXIT_CODES, IMPORT_OPTIONS, targetOf, writeImport } from "./importing";
import { answersOfCluster, LIVE_OPTIONS, printUnread } from "./live-cluster";

const WORD = "import aws";

const OPTIONS = {
  ...IMPORT_OPTIONS,
  iam: {
    ...IMPORT_OPTIONS.iam,
    about: "for --take-roles: what aws iam get-account-authorization-details and list-roles printed as JSON",
  },
} as const satisfies Command["options"];

/** `eks-access import aws`: writes a cluster's file from what AWS says about it. */
export const command: Command = {
  positionals: {},
  most: 0,
  options: {
    ...CLUSTER_OPTIONS,
    account: { value: "<account>", about: "its AWS account, by default that of the credentials" },
    ...LIVE_OPTIONS,
    ...OPTIONS,
  },
  examples: [
    "eks-access import aws --cluster demo --region eu-west-1 --into clusters/demo.yaml",
    "eks-access import aws --from answers --into clusters/demo.yaml",
  ],
  exitCodes: {
    ...IMPORT_EXIT_CODES,
    1: "AWS cannot be reached, or an argument is refused",
  },
  run,
};

async function run(given: Given): Promise<void> {
  const target = targetOf(WORD, given);
  const roles = answersOf(WORD, given.values.iam);
  const answers = await answersOfCluster(WORD, given, target.cluster, true);
  printUnread(answers);
  writeImport(withRoles(importAws(answers, target.tags), roles), target);
}

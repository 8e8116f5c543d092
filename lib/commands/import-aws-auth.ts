import { importAwsAuth } from "../import/aws-auth/import";
import { notReadyFor } from "../import/summary";
import { ConfigError } from "../load/config-error";
import type { Command } from "./command";
import { CLUSTER_OPTIONS, IMPORT_EXIT_CODES, IMPORT_OPTIONS, type Input, runImport } from "./importing";

const WORD = "import aws-auth";

/** `eks-access import aws-auth <file>`: writes a cluster's file from the ConfigMap aws-auth. */
export const command: Command = {
  positionals: { "<file>": "what kubectl printed of the ConfigMap; - is standard input" },
  most: Infinity,
  options: { ...CLUSTER_OPTIONS, ...IMPORT_OPTIONS },
  examples: [
    "kubectl -n kube-system get configmap aws-auth -o yaml > aws-auth.yaml",
    "aws iam list-roles --output json > answers/roles.json",
    "eks-access import aws-auth aws-auth.yaml --cluster demo --account 111122223333 --region eu-west-1 --iam answers --into clusters/demo.yaml",
  ],
  exitCodes: IMPORT_EXIT_CODES,
  run: (given) =>
    runImport(
      WORD,
      given,
      ({ file, text, answers, cluster }) => importAwsAuth({ file, text }, wholeCluster(cluster), answers),
      (settled) => notReadyFor("API", settled),
    ),
};

/** The ConfigMap does not say whose it is. */
function wholeCluster({ name, account, region }: Input["cluster"]) {
  if (name !== undefined && account !== undefined && region !== undefined) return { name, account, region };
  throw new ConfigError([`${WORD}: aws-auth does not name its cluster; write --cluster, --account and --region`]);
}

import { importEksctl } from "../import/eksctl/import";
import type { Command } from "./command";
import { CLUSTER_OPTIONS, IMPORT_EXIT_CODES, IMPORT_OPTIONS, runImport } from "./importing";

/** `eks-access import eksctl <file>`: writes a cluster's file from a ClusterConfig of eksctl. */
export const command: Command = {
  positionals: { "<file>": "the ClusterConfig; - is standard input" },
  most: Infinity,
  options: { ...CLUSTER_OPTIONS, ...IMPORT_OPTIONS },
  examples: [
    "aws eks list-pod-identity-associations --cluster-name demo > answers/associations.json",
    "eks-access import eksctl cluster.yaml --iam answers --into clusters/demo.yaml",
  ],
  exitCodes: IMPORT_EXIT_CODES,
  run: (given) =>
    runImport("import eksctl", given, ({ file, text, answers, cluster }) =>
      importEksctl({ file, text }, cluster, answers),
    ),
};

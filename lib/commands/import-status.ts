import { importAwsAuth } from "../import/aws-auth/import";
import { statusAnswer } from "../import/status/answer";
import { answersOf } from "../import/status/rows";
import { stepsOf } from "../import/status/steps";
import { statusText } from "../import/status/text";
import { answer, jsonAnswer } from "./answer";
import { type Command, type Given, LOOK, OUT } from "./command";
import { CLUSTER_OPTIONS } from "./importing";
import { shownName, textOf } from "./input";
import { answersOfCluster, LIVE_OPTIONS, printUnread } from "./live-cluster";

const WORD = "import status";

/** `eks-access import status [aws-auth.yaml]`: where a cluster is on the way out of aws-auth. */
export const command: Command = {
  positionals: { "[file]": "what kubectl printed of the ConfigMap aws-auth; - is standard input" },
  most: 1,
  options: {
    ...CLUSTER_OPTIONS,
    account: { value: "<account>", about: "its AWS account, by default that of the credentials" },
    ...LIVE_OPTIONS,
    format: { oneOf: ["text", "json"], about: "how to print it, by default as text" },
    out: OUT,
  },
  examples: [
    "kubectl -n kube-system get configmap aws-auth -o yaml > aws-auth.yaml",
    "eks-access import status aws-auth.yaml --cluster demo --region eu-west-1",
  ],
  exitCodes: {
    0: "answered, and the cluster has the mode API",
    1: "AWS cannot be reached, or the file or an argument is refused",
    [LOOK]: "answered, and the cluster has another mode",
  },
  run,
};

async function run(given: Given): Promise<void> {
  const [file] = given.positionals;
  const input = file === undefined ? undefined : { file: shownName(file), text: textOf(WORD, file) };
  const { cluster: name, account, region } = given.values;
  const stated = { ...(name && { name }), ...(account && { account }), ...(region && { region }) };
  const answers = await answersOfCluster(WORD, given, stated);
  const rows = input && importAwsAuth(input, answers.id, answersOf(answers)).rows;
  printUnread(answers);
  const steps = stepsOf(answers, rows, file);
  const json = given.values.format === "json";
  answer(
    json ? jsonAnswer("import-status", statusAnswer(answers, steps)) : statusText(answers, steps),
    given.values.out,
  );
  if (answers.cluster?.authenticationMode !== "API") process.exitCode = LOOK;
}

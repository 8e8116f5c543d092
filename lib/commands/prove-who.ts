import type { Answer } from "../prove/answer";
import { candidatesFor } from "../prove/candidates";
import { whoText } from "../prove/text";
import { ask } from "../prove/through";
import { answer, jsonAnswer } from "./answer";
import type { Command, Given } from "./command";
import { answerJson, askedOf, clustersIn, EXIT_CODES, QUESTION_OPTIONS, refusing, sourcesIn } from "./proving";

const WORD = "prove who";
const USAGE = "a verb and a resource: get secrets -n payments";

/** `eks-access prove who <verb> <resource>`: says who may do something, on each cluster. */
export const command: Command = {
  positionals: {
    "<verb>": "a verb of Kubernetes, or an action of AWS such as s3:GetObject",
    "<resource>": "such as pods, pods/exec, deployments.apps, a path such as /metrics, or the ARN of what AWS has",
  },
  most: Infinity,
  options: QUESTION_OPTIONS,
  examples: ["eks-access prove who get secrets -n payments"],
  exitCodes: { 0: "answered", 1: "cannot be said of somebody, or an argument or the configuration is refused" },
  run: (given) => refusing(WORD, () => who(given)),
};

async function who(given: Given): Promise<void> {
  const sources = await sourcesIn(given);
  const question = askedOf(given.positionals, given, { ...sources, usage: USAGE });
  const through = given.flags.has("through");
  const clusters = clustersIn(given);
  const answers = clusters.flatMap((cluster) =>
    candidatesFor(question, cluster, sources, through).map((subject) =>
      ask({ subject, cluster }, question, sources, { through, everybody: true }),
    ),
  );
  const relevant = answers.filter(({ verdict }) => verdict !== "no");
  const text = () => whoText(question, relevant);
  const json = () => jsonAnswer("prove-who", { deed: question.text, answers: relevant.map(answerJson) });
  answer(given.values.format === "json" ? json() : text(), given.values.out);
  process.exitCode = EXIT_CODES[relevant.every(isSure) ? "yes" : "cannot be said"];
}

const isSure = ({ verdict }: Answer): boolean => verdict === "yes";

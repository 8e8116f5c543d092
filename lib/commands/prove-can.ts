import { verdictOfAll } from "../prove/answer";
import { answerOf } from "../prove/decide";
import { QuestionError } from "../prove/question";
import { subjectsNamed } from "../prove/subjects";
import { answersText } from "../prove/text";
import { answer, jsonAnswer } from "./answer";
import type { Command, Given } from "./command";
import { answerJson, askedOf, clustersIn, EXIT_CODES, QUESTION_OPTIONS, refusing, sourcesIn } from "./proving";

const WORD = "prove can";
const USAGE = "a subject, a verb and a resource: team-a delete pods -n team-a";

/** `eks-access prove can <subject> <verb> <resource>`: says whether somebody may do something, and why. */
export const command: Command = {
  positionals: {
    "<subject>": "a key of access or an ARN; pod:<namespace>/<service account>; node:<key>",
    "<verb>": "a verb of Kubernetes",
    "<resource>": "such as pods, pods/exec, deployments.apps, or a path such as /metrics",
  },
  most: Infinity,
  options: QUESTION_OPTIONS,
  examples: ["eks-access prove can team-a delete pods -n team-a"],
  exitCodes: { 0: "yes", 1: "cannot be said, or an argument or the configuration is refused", 2: "no" },
  run: (given) => refusing(WORD, () => can(given)),
};

function can(given: Given): void {
  const [name, ...words] = given.positionals;
  if (name === undefined || words.length === 0) throw new QuestionError(`takes ${USAGE}`);
  const question = askedOf(words, given, USAGE);
  const sources = sourcesIn(given);
  const answers = subjectsNamed(name, clustersIn(given)).map((subject) => answerOf(subject, question, sources));
  const verdict = verdictOfAll(answers);
  const json = given.values.format === "json";
  answer(
    json ? jsonAnswer("prove-can", { verdict, answers: answers.map(answerJson) }) : answersText(answers),
    given.values.out,
  );
  process.exitCode = EXIT_CODES[verdict];
}

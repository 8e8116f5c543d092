import { lacksOpinion, verdictOfAll } from "../prove/answer";
import { QuestionError } from "../prove/question";
import { subjectsNamed } from "../prove/subjects";
import { answersText } from "../prove/text";
import { ask } from "../prove/through";
import { answer, jsonAnswer } from "./answer";
import type { Command, Given } from "./command";
import { answerJson, askedOf, clustersIn, EXIT_CODES, QUESTION_OPTIONS, refusing, sourcesIn } from "./proving";

const WORD = "prove can";
const USAGE = "a subject, a verb and a resource: team-a delete pods -n team-a";

const { format, out, ...ASKED } = QUESTION_OPTIONS;

const OPTIONS: Command["options"] = {
  ...ASKED,
  aws: { about: "of AWS: ask AWS's policy simulator too; needs credentials, and iam:SimulateCustomPolicy" },
  role: {
    value: "<role>",
    about: "for --aws: the role to take in each account, by name or ARN; by default that of terraform",
  },
  format,
  out,
};

/** `eks-access prove can <subject> <verb> <resource>`: says whether somebody may do something, and why. */
export const command: Command = {
  positionals: {
    "<subject>": "a key of access or an ARN; pod:<namespace>/<service account>; node:<key>",
    "<verb>": "a verb of Kubernetes, or an action of AWS such as s3:GetObject",
    "<resource>": "such as pods, pods/exec, deployments.apps, a path such as /metrics, or the ARN of what AWS has",
  },
  most: Infinity,
  options: OPTIONS,
  examples: [
    "eks-access prove can team-a delete pods -n team-a",
    "eks-access prove can pod:apps/backend s3:PutObject arn:aws:s3:::queue/a",
    "eks-access prove can pod:apps/backend s3:PutObject arn:aws:s3:::queue/a --aws",
  ],
  exitCodes: {
    0: "yes, and with --aws AWS says yes too",
    1: "cannot be said, or with --aws AWS says the opposite or does not say, or an argument or the configuration is refused",
    2: "no",
  },
  run: (given) => refusing(WORD, () => can(given)),
};

async function can(given: Given): Promise<void> {
  const [name, ...words] = given.positionals;
  if (name === undefined || words.length === 0) throw new QuestionError(`takes ${USAGE}`);
  if (given.values.role !== undefined && !given.flags.has("aws")) {
    throw new QuestionError("--role is the role to ask AWS with; write --aws too, or leave --role out");
  }
  const sources = await sourcesIn(given);
  const question = askedOf(words, given, { ...sources, usage: USAGE });
  const through = given.flags.has("through");
  const subjects = subjectsNamed(name, clustersIn(given));
  const decided = subjects.map((subject) => ask(subject, question, sources, { through, everybody: false }));
  const answers = given.flags.has("aws")
    ? await besideAws(decided, { subjects, question, sources, through, role: given.values.role })
    : decided;
  const verdict = verdictOfAll(answers);
  const json = given.values.format === "json";
  answer(
    json ? jsonAnswer("prove-can", { verdict, answers: answers.map(answerJson) }) : answersText(answers),
    given.values.out,
  );
  process.exitCode = answers.some(lacksOpinion) ? 1 : EXIT_CODES[verdict];
}

/** Loads what asks AWS for this alone. */
async function besideAws(...asked: Parameters<typeof import("./second-opinions").besideAws>) {
  const { besideAws } = await import("./second-opinions");
  return besideAws(...asked);
}

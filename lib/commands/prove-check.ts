import { ConfigError } from "../load/config-error";
import { load } from "../load/load";
import { loadProofs } from "../load/proofs";
import { type Proof, type Proved, prove } from "../prove/laws";
import { QuestionError } from "../prove/question";
import { lawsText } from "../prove/text";
import { asProveJunit, asProveSarif } from "../report/prove-ci";
import { asProveMarkdown } from "../report/prove-markdown";
import { answer, jsonAnswer, TOOL } from "./answer";
import { type Command, type Given, OUT, sourceIn } from "./command";
import { answerJson, EXIT_CODES, SOURCE_OPTIONS, sourcesIn } from "./proving";

const FILE = "proofs.yaml";

const FORMATS = {
  text: lawsText,
  markdown: asProveMarkdown,
  json: (proved: readonly Proved[]) =>
    jsonAnswer("prove-check", {
      laws: proved.map(({ location, verdict, answers }) => ({ location, verdict, answers: answers.map(answerJson) })),
    }),
  sarif: (proved: readonly Proved[]) => asProveSarif(proved, TOOL),
  junit: asProveJunit,
} as const;

/** `eks-access prove check [file]`: checks the laws of a file. */
export const command: Command = {
  positionals: { "[file]": `the laws, by default ${FILE}` },
  most: 1,
  options: {
    ...SOURCE_OPTIONS,
    format: { oneOf: Object.keys(FORMATS), about: "how to print it, by default as text" },
    out: OUT,
  },
  examples: ["eks-access prove check proofs.yaml"],
  exitCodes: {
    0: "all laws hold",
    1: "of some laws that cannot be said, or the laws or the configuration are refused",
    2: "some laws are broken",
  },
  run: check,
};

async function check(given: Given): Promise<void> {
  const laws = loadProofs(given.positionals[0] ?? FILE);
  const sources = await sourcesIn(given);
  const { plans } = load(sourceIn(given.environment));
  const problems: string[] = [];
  const proved = laws.laws.flatMap((law, index): Proved[] => {
    try {
      return [{ location: laws.locationOf([index]), law, ...prove(law, plans, sources) }];
    } catch (error) {
      if (!(error instanceof QuestionError)) throw error;
      problems.push(`${laws.locationOf([index])} [${index}]: ${error.message}`);
      return [];
    }
  });
  if (problems.length > 0) throw new ConfigError(problems);
  const { format = "text", out } = given.values;
  answer(FORMATS[format as keyof typeof FORMATS](proved), out);
  process.exitCode = EXIT_CODES[verdictOf(proved)];
}

/** A law that is broken counts more than one of which nothing can be said. */
function verdictOf(proved: readonly Proof[]): keyof typeof EXIT_CODES {
  const has = (verdict: Proof["verdict"]) => proved.some((one) => one.verdict === verdict);
  return has("is broken") ? "no" : has("cannot be said") ? "cannot be said" : "yes";
}

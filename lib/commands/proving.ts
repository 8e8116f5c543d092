import { quote } from "../aws/text";
import { ConfigError } from "../load/config-error";
import { load } from "../load/load";
import { loadPolicies } from "../load/policies";
import { loadRbac } from "../load/rbac";
import type { Answer, Reason, Verdict } from "../prove/answer";
import { type ClusterOfFiles, clustersOf } from "../prove/clusters";
import type { Sources } from "../prove/decide";
import { type Question, QuestionError, questionOf } from "../prove/question";
import { Rbac } from "../prove/rbac";
import { type Given, type Option, OUT, sourceIn } from "./command";

/** The exit code of each verdict: 2 says that somebody should look, 1 that there is no answer. */
export const EXIT_CODES: Readonly<Record<Verdict, number>> = { yes: 0, "cannot be said": 1, no: 2 };

/** Options that name what is known besides. */
export const SOURCE_OPTIONS: Readonly<Record<string, Option>> = {
  rbac: { value: "<folder>", about: "the manifests with Roles and bindings of the cluster, or a file of them" },
  policies: { value: "<folder>", about: "documents of IAM policies that no file has, as <name>.json" },
};

/** Options of all questions. */
export const QUESTION_OPTIONS = {
  namespace: { short: "n", value: "<namespace>", about: "where the resource lies" },
  "all-namespaces": { about: "ask about all namespaces at once" },
  name: { value: "<name>", about: "the object, for roles that hold for some alone" },
  cluster: { value: "<name>", about: "ask about this cluster alone" },
  context: {
    value: "<key>=<value>",
    many: true,
    about: "a condition key of the request to AWS, such as aws:RequestTag/team=a",
  },
  through: { about: "of AWS: whether a principal may by the roles of pods that it may become" },
  ...SOURCE_OPTIONS,
  format: { oneOf: ["text", "json"], about: "how to print it, by default as text" },
  out: OUT,
} satisfies Readonly<Record<string, Option>>;

/** Runs something that may refuse a question, for one word. */
export async function refusing(word: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof QuestionError) throw new ConfigError([`${word}: ${error.message}`]);
    throw error;
  }
}

/** Reads the configuration. Its warnings are for synth to print. @throws ConfigError */
export const clustersIn = ({ values, environment }: Given): ClusterOfFiles[] =>
  clustersOf(load(sourceIn(environment)).plans, values.cluster);

/** Reads what is known besides. @throws ConfigError */
export async function sourcesIn({ values: { rbac, policies } }: Given): Promise<Sources> {
  // 60 KB and 80 KB, which no other word needs
  const { default: managed } = await import("../aws/iam/managed-policy-documents.json");
  const { default: actions } = await import("../aws/iam/actions.json");
  return {
    actions,
    documents: { managed, ...(policies !== undefined && { given: loadPolicies(policies) }) },
    ...(rbac !== undefined && { rbac: new Rbac(loadRbac(rbac)) }),
  };
}

/** Reads the words of a question. */
export function askedOf(
  words: readonly string[],
  given: Given,
  { usage, actions }: Sources & { readonly usage: string },
): Question {
  const [verb, what, ...more] = words;
  if (verb === undefined || more.length > 0) throw new QuestionError(`takes ${usage}`);
  const { namespace, name } = given.values;
  return questionOf(
    {
      verb,
      ...(what !== undefined && { what }),
      ...(namespace !== undefined && { namespace }),
      ...(name !== undefined && { name }),
      allNamespaces: given.flags.has("all-namespaces"),
      context: contextOf(given.lists.context ?? []),
    },
    actions,
  );
}

/** Reads `key=value`, a key several times for several values. */
function contextOf(pairs: readonly string[]): Record<string, string[]> {
  const context: Record<string, string[]> = {};
  for (const pair of pairs) {
    const [key = "", ...value] = pair.split("=");
    if (key === "" || value.length === 0) throw new QuestionError(`--context takes <key>=<value>, got ${quote(pair)}`);
    context[key] = [...(context[key] ?? []), value.join("=")];
  }
  return context;
}

/** An answer as JSON has it. */
export const answerJson = ({ subject, is, cluster, deed, verdict, reasons, aws }: Answer) => ({
  subject,
  is,
  cluster,
  deed,
  verdict,
  reasons: reasons.map(reasonJson),
  ...(aws !== undefined && {
    aws: aws.map(({ role, verdict, contradicts, reasons }) => ({
      role,
      verdict,
      contradicts,
      reasons: reasons.map(reasonJson),
    })),
  }),
});

const reasonJson = ({ text, location }: Reason) => ({ text, ...(location !== undefined && { location }) });

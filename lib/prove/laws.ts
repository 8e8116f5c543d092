import { list } from "../aws/text";
import type { LoadedPlan } from "../load/load";
import type { Law } from "../load/proofs";
import { actionsIn } from "./actions";
import type { Answer, Verdict } from "./answer";
import { candidatesFor } from "./candidates";
import { clustersOf } from "./clusters";
import type { Sources } from "./decide";
import { aboutAction, type Question, QuestionError, questionOf } from "./question";
import { type SubjectInCluster, subjectsNamed } from "./subjects";
import { type Asking, ask } from "./through";

/** What is found of one law. */
export interface Proof {
  readonly verdict: "holds" | "is broken" | "cannot be said";
  /** What breaks it, or leaves it open; else what was asked. */
  readonly answers: readonly Answer[];
}

const SUBJECTS = ["who", "pod", "node", "nobody"] as const;

/** A law, where it stands and what is found of it. */
export interface Proved extends Proof {
  /** Such as `proofs.yaml:2:3`. */
  readonly location: string;
  readonly law: Law;
}

/** Decides a law. @throws QuestionError if it makes no sense */
export function prove(law: Law, plans: readonly LoadedPlan[], sources: Sources): Proof {
  const subject = exactlyOne(law, SUBJECTS);
  const deed = exactlyOne(law, ["may", "mayNot"]);
  if (subject === "nobody" && deed === "mayNot")
    throw new QuestionError("nobody may not: that is everybody; write may");
  const question = questionIn(law, law[deed] ?? "", sources);
  const asked =
    subject === "nobody"
      ? others(law, plans, question, sources)
      : subjectsNamed(nameIn(law), clustersOf(plans, law.cluster));
  const asking = { through: law.through ?? false, everybody: subject === "nobody" };
  const wanted: Verdict = deed === "may" && subject !== "nobody" ? "yes" : "no";
  const answers = asked.map((one) => {
    const answer = ask(one, question, sources, asking);
    return wanted === "no" && answer.verdict === "cannot be said"
      ? (allowedAmong(one, question, sources, asking) ?? answer)
      : answer;
  });
  const broken = answers.filter(({ verdict }) => verdict !== wanted && verdict !== "cannot be said");
  if (broken.length > 0) return { verdict: "is broken", answers: broken };
  const open = answers.filter(({ verdict }) => verdict === "cannot be said");
  return open.length > 0 ? { verdict: "cannot be said", answers: open } : { verdict: "holds", answers };
}

/** Of an action with wildcards: the answer about the first that it stands for and that is allowed. */
function allowedAmong(one: SubjectInCluster, question: Question, sources: Sources, asking: Asking): Answer | undefined {
  if (question.is !== "aws" || sources.actions === undefined || !/[*?]/.test(question.action)) return undefined;
  for (const action of actionsIn(question.action, sources.actions)) {
    const answer = ask(one, aboutAction(action, question), sources, asking);
    if (answer.verdict === "yes") return answer;
  }
  return undefined;
}

function exactlyOne<Key extends keyof Law>(law: Law, keys: readonly Key[]): Key {
  const present = keys.filter((key) => law[key] !== undefined);
  const [first] = present;
  if (first !== undefined && present.length === 1) return first;
  throw new QuestionError(
    `exactly one of ${list(keys, "and")}, got ${present.length === 0 ? "none" : list(present, "and")}`,
  );
}

const nameIn = ({ who, pod, node }: Law): string => who ?? (pod === undefined ? `node:${node}` : `pod:${pod}`);

function questionIn({ in: namespace, name, on, context }: Law, deed: string, { actions }: Sources): Question {
  const [verb = "", what, ...more] = deed.split(" ").filter(Boolean);
  if (more.length > 0) throw new QuestionError(`a verb and a resource, got ${JSON.stringify(deed)}`);
  if (what !== undefined && on !== undefined)
    throw new QuestionError("on is for actions of AWS; a resource of Kubernetes stands behind the verb");
  const target = what ?? on;
  return questionOf(
    {
      verb,
      ...(target !== undefined && { what: target }),
      ...(name !== undefined && { name }),
      ...(namespace === "*" ? { allNamespaces: true } : namespace !== undefined && { namespace }),
      ...(context && { context }),
    },
    actions,
  );
}

/** Returns everybody but those whom a law names. */
function others(
  { nobody, through, cluster: wanted }: Law,
  plans: readonly LoadedPlan[],
  question: Question,
  sources: Sources,
): SubjectInCluster[] {
  const names = typeof nobody === "object" ? nobody.except : [];
  // whom another cluster knows alone is excepted there
  const excepted = names.flatMap((name) => subjectsNamed(name, clustersOf(plans)));
  const isExcepted = (one: SubjectInCluster) =>
    excepted.some(
      ({ subject, cluster }) =>
        cluster.name === one.cluster.name && subject.is === one.subject.is && keyOf(subject) === keyOf(one.subject),
    );
  return clustersOf(plans, wanted)
    .flatMap((cluster) => candidatesFor(question, cluster, sources, through).map((subject) => ({ subject, cluster })))
    .filter((one) => !isExcepted(one));
}

const keyOf = (subject: SubjectInCluster["subject"]): string =>
  subject.is === "principal" ? subject.arn : subject.name;

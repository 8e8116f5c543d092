import type { Answer } from "./answer";
import { podsFor } from "./candidates";
import { answerOf, type Sources } from "./decide";
import { type AwsQuestion, type KubernetesQuestion, type Question, questionOf, type Words } from "./question";
import type { SubjectInCluster } from "./subjects";
import { isDecided } from "./trust";

/** Ways to a role of pods: to make a pod, to enter one, or to take the token of its service account. */
const WAYS: readonly Omit<Words, "namespace">[] = [
  { verb: "create", what: "pods" },
  ...["deployments", "daemonsets", "statefulsets", "replicasets", "replicationcontrollers", "jobs", "cronjobs"].flatMap(
    (what) => ["create", "update", "patch"].map((verb) => ({ verb, what })),
  ),
  { verb: "create", what: "pods/exec" },
  { verb: "get", what: "pods/exec" },
  { verb: "create", what: "pods/attach" },
  { verb: "get", what: "pods/attach" },
  { verb: "update", what: "pods/ephemeralcontainers" },
  { verb: "patch", what: "pods/ephemeralcontainers" },
  { verb: "create", what: "serviceaccounts/token" },
];

/** How a question is asked. */
export interface Asking {
  /** Whether the roles of pods count that a principal may become. */
  readonly through: boolean;
  /** Whether everybody is asked about. Then roles that no file makes are left out, instead of each being in doubt. */
  readonly everybody: boolean;
}

/** Answers a question. */
export const ask = (one: SubjectInCluster, question: Question, sources: Sources, asking: Asking): Answer =>
  asking.through && question.is === "aws" && (one.subject.is === "principal" || one.subject.is === "outsiders")
    ? answersThrough(one, question, sources, asking)
    : answerOf(one, question, sources);

/** Answers a question about AWS for a principal, by its own policies and by the pods that it may become. */
function answersThrough(one: SubjectInCluster, question: AwsQuestion, sources: Sources, { everybody }: Asking): Answer {
  const own = answerOf(one, question, sources);
  const isLeftOut = everybody && !isDecided(one.subject, one.cluster, question);
  const direct: Answer = isLeftOut ? { ...own, verdict: "no", reasons: [] } : own;
  if (direct.verdict === "yes") return direct;
  const ways = podsFor(question, one.cluster).flatMap((pod) => {
    const second = answerOf({ subject: pod, cluster: one.cluster }, question, sources);
    if (pod.is !== "pod" || second.verdict === "no") return [];
    const first = firstStep(one, pod.serviceAccount.namespace, sources);
    return first === undefined ? [] : [{ pod, first, second }];
  });
  const chains = ways.map(({ pod, first, second }) => chainOf(direct, pod.name, first, second));
  const sure = chains.filter(({ verdict }) => verdict === "yes");
  if (sure.length > 0) return { ...direct, verdict: "yes", reasons: sure.flatMap(({ reasons }) => reasons) };
  if (chains.length === 0) return direct;
  return {
    ...direct,
    verdict: "cannot be said",
    reasons: [...(direct.verdict === "no" ? [] : direct.reasons), ...chains.flatMap(({ reasons }) => reasons)],
  };
}

/** Returns the surest way into pods of a namespace. */
function firstStep(one: SubjectInCluster, namespace: string, sources: Sources): Answer | undefined {
  const answers = WAYS.map((words) => {
    const question = questionOf({ ...words, namespace }) as KubernetesQuestion;
    return answerOf(one, question, sources);
  });
  return (
    answers.find(({ verdict }) => verdict === "yes") ?? answers.find(({ verdict }) => verdict === "cannot be said")
  );
}

/** Writes two steps as lines: what the principal does to the pods, and what gives them the right. */
function chainOf(direct: Answer, pod: string, first: Answer, second: Answer): Pick<Answer, "verdict" | "reasons"> {
  const isSure = first.verdict === "yes" && second.verdict === "yes";
  const pods = pod.replace(/^pod:/, "pods of ");
  const steps = [
    { text: `${isSure ? "it may" : "perhaps it may"} ${first.deed}, and so act as ${pods}` },
    ...first.reasons.map(({ text, ...place }) => ({ text: `  ${text}`, ...place })),
    { text: `${pods} ${second.verdict === "yes" ? "may" : "perhaps may"} ${direct.deed}` },
    ...second.reasons.map(({ text, ...place }) => ({ text: `  ${text}`, ...place })),
  ];
  return { verdict: isSure ? "yes" : "cannot be said", reasons: steps };
}

import type { ActionNames } from "./actions";
import { type Answer, type Decision, decision, type Reason } from "./answer";
import { decideAws } from "./aws";
import { decideOutsiders } from "./decide-outsiders";
import type { Documents } from "./documents";
import { type Held, heldBy } from "./holdings";
import { identityOf } from "./identity";
import { decide } from "./kubernetes";
import { mayHaveAwsAuth, nameOfOutsiders } from "./outsiders";
import type { KubernetesQuestion, Question } from "./question";
import { heldByAll, type Rbac } from "./rbac";
import type { Subject, SubjectInCluster } from "./subjects";

const IN_THE_CLUSTER = "stands in the cluster; give its manifests: --rbac <folder>";

/** What is known besides the files of clusters. */
export interface Sources {
  readonly documents?: Documents;
  /** What is bound in the cluster. Undefined: nobody has said. */
  readonly rbac?: Rbac;
  /** The names that actions of AWS have. Undefined: any name will do. */
  readonly actions?: ActionNames;
}

/** Answers a question about one subject. */
export const answerOf = (
  { subject, cluster }: SubjectInCluster,
  question: Question,
  sources: Sources = {},
): Answer => ({
  subject: subject.name,
  is: nameOf(subject),
  cluster: cluster.name,
  about: question.is,
  deed: question.text,
  ...(question.is === "kubernetes"
    ? decideKubernetes({ subject, cluster }, question, sources)
    : decideAws(subject, cluster, question, sources.documents ?? {})),
});

/** Names a subject in a sentence. */
export function nameOf(subject: Subject): string {
  if (subject.is === "principal") return subject.arn;
  if (subject.is === "outsiders") return nameOfOutsiders(subject);
  if (subject.is === "node") return `nodes of ${subject.node.key}`;
  return `pods of ${subject.serviceAccount.namespace}/${subject.serviceAccount.name}`;
}

function decideKubernetes(
  { subject, cluster }: SubjectInCluster,
  question: KubernetesQuestion,
  { rbac }: Sources,
): Decision {
  if (subject.is === "outsiders") return decideOutsiders(subject, question, rbac);
  if (subject.is === "node") {
    return decision("cannot be said", { text: "Kubernetes decides by node, for itself and its own pods" });
  }
  if (subject.is === "principal" && subject.entries.length === 0) {
    if (mayHaveAwsAuth(cluster)) {
      return decision("cannot be said", { text: "no access entry, and aws-auth may let it in" });
    }
    return decision("no", { text: "no access entry, so the API server answers 401" });
  }
  const held = subject.is === "principal" ? heldBy(subject.entries) : NOTHING;
  const bound = rbac?.holdingsOf(identityOf(subject)) ?? [];
  const holdings = [...held.holdings, ...bound, ...heldByAll];
  return decide({ holdings, unknown: rbac ? held.unknown : [...held.unknown, ...unboundOf(subject, held)] }, question);
}

const NOTHING: Held = { holdings: [], unknown: [], groups: [] };

/** What is not known without the bindings. */
const unboundOf = (subject: Subject, { groups }: Held): Reason[] =>
  subject.is === "pod"
    ? [{ text: `what the service account may do ${IN_THE_CLUSTER}` }]
    : groups.map(({ name, location }) => ({ text: `what the group ${name} may do ${IN_THE_CLUSTER}`, location }));

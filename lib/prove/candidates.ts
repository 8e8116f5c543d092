import type { ClusterOfFiles } from "./clusters";
import type { Sources } from "./decide";
import type { Question } from "./question";
import { allNodes, allPods, allPrincipals, podsNamed, type Subject } from "./subjects";

/** Returns everybody of whom a question can be asked, in order. */
export function candidatesFor(question: Question, cluster: ClusterOfFiles, { rbac }: Sources = {}): Subject[] {
  return question.is === "kubernetes"
    ? [...allPrincipals(cluster), ...podsNamed(rbac?.serviceAccounts ?? [], cluster)]
    : [...allPrincipals(cluster), ...allPods(cluster), ...allNodes(cluster)];
}

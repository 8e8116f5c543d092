import type { ClusterOfFiles } from "./clusters";
import type { Sources } from "./decide";
import { allOutsiders } from "./outsiders";
import type { AwsQuestion, Question } from "./question";
import { allNodes, allPods, allPrincipals, podsNamed, type Subject } from "./subjects";
import { accountsInTrusts, strangersOf } from "./tokens";
import { isDecided, takingOf } from "./trust";

/** Of nodes Kubernetes decides one by one, whatever is asked. */
const isNoNode = (subject: Subject): boolean =>
  subject.is === "principal" && subject.entries.some(({ entry }) => entry.type === "STANDARD");

/**
 * Returns everybody of whom a question can be asked, in order.
 *
 * @param through whether the roles of pods count that a principal may become
 */
export function candidatesFor(
  question: Question,
  cluster: ClusterOfFiles,
  { rbac }: Sources = {},
  through = false,
): Subject[] {
  if (question.is === "kubernetes") {
    return [
      ...allPrincipals(cluster).filter(isNoNode),
      ...podsNamed(rbac?.serviceAccounts ?? [], cluster),
      ...allOutsiders(cluster),
    ];
  }
  const taking = takingOf(question, cluster);
  return [
    ...allPrincipals(cluster).filter((one) => through || isDecided(one, cluster, question)),
    ...podsFor(question, cluster),
    ...(taking?.by === "token" ? strangersOf(taking, cluster) : allNodes(cluster)),
    ...(through ? allOutsiders(cluster) : []),
  ];
}

/** Returns the pods of which a question about AWS can be asked: those with a role, or whose token some trust names. */
export const podsFor = (question: AwsQuestion, cluster: ClusterOfFiles): Subject[] =>
  takingOf(question, cluster)?.by === "token" ? podsNamed(accountsInTrusts(cluster), cluster) : allPods(cluster);

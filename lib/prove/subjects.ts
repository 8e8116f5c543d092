import { parseArn } from "../aws/arn";
import { principalArn } from "../aws/iam/principal-arn";
import { didYouMean, quote, someOf } from "../aws/text";
import { parseServiceAccount, type ServiceAccount } from "../aws/workloads/trust";
import type { LoadedPlan } from "../load/load";
import type { PlannedEntry, PlannedNodeRole } from "../plan/types";
import type { ClusterOfFiles } from "./clusters";
import { isNameOfOutsiders, type Outsiders, outsidersNamed } from "./outsiders";
import { QuestionError } from "./question";

/** An access entry, with the file that says it. */
export interface EntryOfFile {
  readonly entry: PlannedEntry;
  readonly file: LoadedPlan;
}

/** Who or what a question is about, in one cluster. */
export type Subject =
  | Outsiders
  | { readonly is: "principal"; readonly name: string; readonly arn: string; readonly entries: readonly EntryOfFile[] }
  | { readonly is: "pod"; readonly name: string; readonly serviceAccount: ServiceAccount }
  | { readonly is: "node"; readonly name: string; readonly node: PlannedNodeRole; readonly file: LoadedPlan };

/** A subject in a cluster. */
export interface SubjectInCluster {
  readonly subject: Subject;
  readonly cluster: ClusterOfFiles;
}

/**
 * Finds a subject by its name: `principal:` with a key of `access` or an ARN, either alone too, `pod:` with
 * namespace/name, `node:` with a key of `nodeRoles` or `nodeClasses`; outsiders as `identityProviders.` with a key, or
 * `aws-auth`.
 *
 * @returns the subject in each cluster that knows it; a principal by its ARN in each cluster if none does
 * @throws QuestionError
 */
export function subjectsNamed(text: string, clusters: readonly ClusterOfFiles[]): SubjectInCluster[] {
  if (isNameOfOutsiders(text)) return outsidersNamed(text, clusters);
  const [, kind = "principal", name = ""] = /^(?:(principal|pod|node):)?(.*)$/s.exec(text) ?? [];
  if (name === "") throw new QuestionError(`${kind}: of whom? Write a name behind it`);
  if (kind === "pod") return pods(name, clusters);
  return kind === "node" ? nodes(name, clusters) : principals(name, clusters);
}

/** Returns all principals with an access entry, in order. */
export function allPrincipals(cluster: ClusterOfFiles): Subject[] {
  const entries = cluster.files.flatMap((file) => file.plan.entries.map((entry) => ({ entry, file })));
  return [...new Set(entries.map(({ entry }) => entry.principalArn))].sort().map((arn) => principal(arn, arn, cluster));
}

/** Returns the service accounts whose pods get an IAM role, in order. */
export function allPods(cluster: ClusterOfFiles): Subject[] {
  const names = cluster.files.flatMap(({ plan }) => [
    ...plan.podIdentities.map(({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`),
    ...plan.workloads.flatMap(({ irsa }) => irsa.map(({ namespace, name }) => `${namespace}/${name}`)),
  ]);
  return podsNamed(names, cluster);
}

/** Returns pods with these service accounts, in order. */
export const podsNamed = (names: readonly string[], cluster: ClusterOfFiles): Subject[] =>
  [...new Set(names)].sort().flatMap((name) => pods(name, [cluster]).map(({ subject }) => subject));

const nodesOf = ({ plan }: LoadedPlan): readonly PlannedNodeRole[] => [...plan.nodeRoles, ...plan.nodeClasses];

/** Returns all nodes, in order. */
export const allNodes = (cluster: ClusterOfFiles): Subject[] =>
  cluster.files.flatMap((file) =>
    nodesOf(file).map((node): Subject => ({ is: "node", name: `node:${node.key}`, node, file })),
  );

function pods(name: string, clusters: readonly ClusterOfFiles[]): SubjectInCluster[] {
  const serviceAccount = parseServiceAccount(name);
  if (serviceAccount === undefined) {
    throw new QuestionError(
      `pods are named by their service account, pod:<namespace>/<name>, got ${quote(`pod:${name}`)}`,
    );
  }
  const subject: Subject = { is: "pod", name: `pod:${name}`, serviceAccount };
  return clusters.map((cluster) => ({ subject, cluster }));
}

function nodes(key: string, clusters: readonly ClusterOfFiles[]): SubjectInCluster[] {
  const found = clusters.flatMap((cluster) =>
    allNodes(cluster).flatMap((subject) => (subject.name === `node:${key}` ? [{ subject, cluster }] : [])),
  );
  if (found.length > 0) return found;
  const keys = clusters.flatMap(({ files }) => files.flatMap((file) => nodesOf(file).map((node) => node.key)));
  throw unknown(`no nodes have the key ${quote(key)}`, key, keys);
}

function principals(name: string, clusters: readonly ClusterOfFiles[]): SubjectInCluster[] {
  if (parseArn(name)) return byArn(name, clusters);
  const found = clusters.flatMap((cluster) => {
    const arns = cluster.files.flatMap(({ plan }) =>
      plan.entries.flatMap((entry) => (keyOf(entry) === name ? [entry.principalArn] : [])),
    );
    return [...new Set(arns)].map((arn) => ({ subject: principal(name, arn, cluster), cluster }));
  });
  if (found.length > 0) return found;
  const keys = clusters.flatMap(({ files }) =>
    files.flatMap(({ plan }) => plan.entries.flatMap((entry) => keyOf(entry) ?? [])),
  );
  throw unknown(`no item of access has the key ${quote(name)}`, name, keys);
}

const unknown = (message: string, name: string, keys: readonly string[]) =>
  new QuestionError(`${message}${didYouMean(name, keys) || `; the keys: ${someOf([...new Set(keys)]) || "none"}`}`);

const keyOf = ({ path }: PlannedEntry): string | undefined => (path[0] === "access" ? String(path[1]) : undefined);

function byArn(name: string, clusters: readonly ClusterOfFiles[]): SubjectInCluster[] {
  const given = principalArn(name);
  if (given.is === "session") return ofSession(name, given.role, clusters);
  if (given.is !== "role" && given.is !== "user" && given.is !== "service-linked role") {
    throw new QuestionError(`the ARN of a role or a user, got ${quote(name)}`);
  }
  const all = clusters.map((cluster) => ({ subject: principal(name, name, cluster), cluster }));
  const known = all.filter(({ subject }) => subject.is === "principal" && subject.entries.length > 0);
  return known.length > 0 ? known : all;
}

/** A session's ARN has no path, so any role of that name may be meant. */
function ofSession(name: string, role: string, clusters: readonly ClusterOfFiles[]): SubjectInCluster[] {
  const found = clusters.flatMap((cluster) =>
    allPrincipals(cluster).flatMap((subject) =>
      subject.is === "principal" && subject.arn.replace(/:role\/.*\//, ":role/") === role
        ? [{ subject: { ...subject, name }, cluster }]
        : [],
    ),
  );
  return found.length > 0 ? found : clusters.map((cluster) => ({ subject: principal(name, role, cluster), cluster }));
}

function principal(name: string, arn: string, { files }: ClusterOfFiles): Subject & { readonly is: "principal" } {
  const entries = files.flatMap((file) =>
    file.plan.entries.flatMap((entry) => (entry.principalArn === arn ? [{ entry, file }] : [])),
  );
  return { is: "principal", name, arn, entries };
}

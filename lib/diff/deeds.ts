import { RBAC_GROUP } from "../aws/kubernetes/rbac";
import { byCodePoint } from "../aws/text";
import { covers, type Part } from "../power/covers";
import { type Deed, ruleAllows } from "../power/match";
import type { Power } from "../power/power";
import { joined, namesOf, type Sentence, words } from "./sentence";

/** More than these in one sentence are not read. */
const MOST = 4;

/** What readers know of Kubernetes by name. The gravest stand first. */
const KNOWN: readonly (readonly [text: string, verb: string, group: string, resource: string])[] = [
  ["act as any service account", "impersonate", "", "serviceaccounts"],
  ["act as any user", "impersonate", "", "users"],
  ["give roles beyond its own", "escalate", RBAC_GROUP, "clusterroles"],
  ["read Secrets", "get", "", "secrets"],
  ["change Secrets", "update", "", "secrets"],
  ["run commands in pods", "create", "", "pods/exec"],
  ["start pods", "create", "", "pods"],
  ["change Deployments", "update", "apps", "deployments"],
  ["change nodes", "update", "", "nodes"],
  ["read logs of pods", "get", "", "pods/log"],
  ["read pods", "get", "", "pods"],
];

const isAll = (part: Part): boolean =>
  "resource" in part && [part.verb, part.group, part.resource].every((word) => word === "*");

const allows = (part: Part, deed: Deed): boolean => ruleAllows(ruleOf(part), deed);

const ruleOf = (part: Part) =>
  "url" in part
    ? { verbs: [part.verb], apiGroups: [], resources: [], nonResourceURLs: [part.url] }
    : {
        verbs: [part.verb],
        apiGroups: [part.group],
        resources: [part.resource],
        ...(part.name !== undefined && { resourceNames: [part.name] }),
      };

/** `in team-b`, or `in the whole cluster` without a namespace. */
const placeOf = (namespaces: readonly string[]): Sentence =>
  namespaces.length === 0 ? ["in the whole cluster"] : words`in ${namesOf(namespaces)}`;

/** Says what parts allow that powers do not: `read Secrets and act as any service account in team-b`. */
export function deedsIn(parts: readonly Part[], powers: readonly Power[]): Sentence {
  const byText = new Map<string, Set<string>>();
  for (const part of parts) {
    for (const text of textsOf(part, powers)) {
      byText.set(text, (byText.get(text) ?? new Set()).add(part.namespace ?? ""));
    }
  }
  const byPlace = new Map<string, { readonly texts: string[]; readonly namespaces: readonly string[] }>();
  const order = ["do everything", ...KNOWN.map(([text]) => text)];
  for (const text of order.filter((one) => byText.has(one))) {
    const namespaces = [...(byText.get(text) ?? [])].filter((one) => one !== "").sort(byCodePoint);
    const key = JSON.stringify(namespaces);
    const group = byPlace.get(key) ?? { texts: [], namespaces };
    group.texts.push(text);
    byPlace.set(key, group);
  }
  if (byPlace.size === 0) return othersIn(parts);
  return joined(
    [...byPlace.values()].map(
      ({ texts, namespaces }): Sentence => words`${joined(shortened(texts))} ${placeOf(namespaces)}`,
    ),
    ", and ",
  );
}

const shortened = (texts: readonly string[]): Sentence[] =>
  [...texts.slice(0, MOST), ...(texts.length > MOST ? ["more"] : [])].map((text) => [text]);

function textsOf(part: Part, powers: readonly Power[]): string[] {
  if (isAll(part)) return ["do everything"];
  return KNOWN.flatMap(([text, verb, group, resource]) => {
    const deed: Deed = { verb, group, resource };
    const scope = part.namespace === undefined ? ({ type: "cluster" } as const) : inside(part.namespace);
    const rules = [{ verbs: [verb], apiGroups: [group], resources: [resource] }];
    return allows(part, deed) && !covers(powers, [{ rules, scope }]) ? [text] : [];
  });
}

const inside = (namespace: string) => ({ type: "namespace", namespaces: [namespace] }) as const;

/** Names parts as they are: `get and list leases.coordination.k8s.io in the whole cluster`. */
function othersIn(parts: readonly Part[]): Sentence {
  const [first, ...others] = rulesOf(parts);
  if (first === undefined) return [];
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  return words`${namesOf(first.verbs)} ${namesOf(first.resources)} ${placeOf(first.namespaces ?? [])}${[more]}`;
}

/** Verbs that all of some resources have, in some namespaces. */
export interface GainedRule {
  readonly verbs: readonly string[];
  /** Such as `deployments.apps/scale`, or a path that is no resource. */
  readonly resources: readonly string[];
  /** Null is the whole cluster. */
  readonly namespaces: readonly string[] | null;
}

/** Joins parts to few rules. */
export function rulesOf(parts: readonly Part[]): GainedRule[] {
  type Row = readonly [verbs: string, resources: string, place: string];
  const rows = parts.map((part): Row => [part.verb, nameOf(part), part.namespace ?? ""]);
  return [0, 1, 2]
    .reduce<readonly Row[]>((some, at) => joinedAt(some, at as 0 | 1 | 2), rows)
    .map(([verbs, resources, places]) => ({
      verbs: verbs.split("\n"),
      resources: resources.split("\n"),
      namespaces: places === "" ? null : places.split("\n"),
    }))
    .sort((a, b) => byCodePoint(JSON.stringify(a), JSON.stringify(b)));
}

/** Joins rows that differ in one column alone. The lines of a text are its words. */
function joinedAt<Row extends readonly [string, string, string]>(rows: readonly Row[], at: 0 | 1 | 2): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    // the whole cluster is no namespace
    const key = JSON.stringify([...row.filter((_, column) => column !== at), at === 2 && row[2] === ""]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const all = [...new Set(group.flatMap((row) => row[at].split("\n")))].sort(byCodePoint).join("\n");
    return [first.map((column, index) => (index === at ? all : column)) as unknown as Row];
  });
}

function nameOf(part: Part): string {
  if ("url" in part) return part.url;
  const [resource = "", ...sub] = part.resource.split("/");
  const grouped = [part.group === "" ? resource : `${resource}.${part.group}`, ...sub].join("/");
  return part.name === undefined ? grouped : `${grouped} named ${part.name}`;
}

import { byCodePoint } from "../aws/text";
import type { LoadedPlan } from "../load/load";
import { movesOf } from "../plan/renames";
import { ACCEPTED, AUTHENTICATION_MODE, ENDPOINT, IDENTITY_PROVIDER } from "./cluster-rows";
import type { GainedRule } from "./deeds";
import { ACCESS_POLICY, ENTRY, GROUP } from "./entry-rows";
import { type Fact, KINDS, type Kind } from "./fact";
import { factsOf } from "./facts";
import { PODS } from "./pod-rows";
import { aroundOf, letGoNotes } from "./released";
import { IDENTITY_POLICY, INLINE_POLICY, ROLE, ROLE_POLICY } from "./role-rows";
import type { Around, Gain, Row } from "./row";
import { type Sentence, words } from "./sentence";

const ROWS: { readonly [K in Kind]: Row<K> } = {
  "authentication mode": AUTHENTICATION_MODE,
  endpoint: ENDPOINT,
  "identity provider": IDENTITY_PROVIDER,
  "accepted warning": ACCEPTED,
  entry: ENTRY,
  "access policy": ACCESS_POLICY,
  group: GROUP,
  pods: PODS,
  role: ROLE,
  "role policy": ROLE_POLICY,
  "inline policy": INLINE_POLICY,
  "identity policy": IDENTITY_POLICY,
};

/** One state of a fact. */
export interface State {
  readonly shown: string;
  readonly location: string;
}

/** A fact that is in one plan only, or another in each. */
export interface Change {
  readonly how: "added" | "taken" | "changed";
  readonly subject: string;
  readonly what: Kind;
  /** Such as the name of a policy. */
  readonly name: string;
  readonly before?: State;
  readonly after?: State;
  readonly sentence: Sentence;
  /** What follows from it, a sentence each. */
  readonly details: readonly Sentence[];
  /** Whether something is allowed after that was not before, and the reverse. */
  readonly gains: boolean;
  readonly loses: boolean;
  readonly gained: readonly GainedRule[];
  readonly lost: readonly GainedRule[];
  /** Whether it is a gain that somebody must look at. */
  readonly escalation: boolean;
}

/** What differs in the access to one cluster. */
export interface ClusterDiff {
  readonly cluster: string;
  readonly account: string;
  readonly region: string;
  /** In which of both plans it is. */
  readonly is: "new" | "gone" | "in both";
  /** A file about it, the later one if there is one. */
  readonly file: string;
  readonly changes: readonly Change[];
  readonly notes: readonly Sentence[];
}

/**
 * Compares the access that plans give, by cluster. Clusters are told by name, account and region, so that neither the names
 * of files nor the keys of items matter.
 */
export function diffOf(before: readonly LoadedPlan[], after: readonly LoadedPlan[]): ClusterDiff[] {
  const [had, has] = [byCluster(before), byCluster(after)];
  return [...new Set([...had.keys(), ...has.keys()])]
    .sort(byCodePoint)
    .flatMap((key) => clusterDiff(had.get(key) ?? [], has.get(key) ?? []));
}

function byCluster(plans: readonly LoadedPlan[]): Map<string, LoadedPlan[]> {
  const clusters = new Map<string, LoadedPlan[]>();
  for (const loaded of plans) {
    const { name, account, region } = loaded.plan.cluster;
    const key = JSON.stringify([name, account, region]);
    clusters.set(key, [...(clusters.get(key) ?? []), loaded]);
  }
  return clusters;
}

function clusterDiff(before: readonly LoadedPlan[], after: readonly LoadedPlan[]): ClusterDiff[] {
  const [first] = [...after, ...before];
  if (first === undefined) return [];
  const { name: cluster, account, region } = first.plan.cluster;
  const [had, has] = [factsOf(before), factsOf(after)];
  const around = aroundOf(account, had, has);
  return [
    {
      cluster,
      account,
      region,
      is: before.length === 0 ? "new" : after.length === 0 ? "gone" : "in both",
      file: first.file,
      changes: changesOf(around),
      notes: [...letGoNotes(had, has), ...notesOf(around, after)],
    },
  ];
}

/** Compares what is managed: see {@link aroundOf}. */
export function changesOf(around: Around): Change[] {
  const keys = new Set([...around.from.keys(), ...around.to.keys()]);
  return [...keys]
    .flatMap((key) => changeOf(around.from.get(key), around.to.get(key), around))
    .sort(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        byCodePoint(a.subject, b.subject) ||
        KINDS.indexOf(a.what) - KINDS.indexOf(b.what) ||
        byCodePoint(a.name, b.name),
    );
}

/** What is about the whole cluster stands first. */
const rankOf = ({ subject }: Change): number => (["cluster", "file"].includes(subject) ? 0 : 1);

function changeOf<K extends Kind>(from: Fact<K> | undefined, to: Fact<K> | undefined, around: Around): Change[] {
  const fact = to ?? from;
  if (fact === undefined) return [];
  if (from !== undefined && to !== undefined && canonical(from.value) === canonical(to.value)) return [];
  const row: Row<K> = ROWS[fact.kind];
  const gained = row.gain(from, to, around);
  const lost = row.gain(to, from, { ...around, from: around.to, to: around.from });
  const stateOf = (one: Fact<K>): State => ({ shown: row.shown(one), location: one.location });
  return [
    {
      how: from === undefined ? "added" : to === undefined ? "taken" : "changed",
      subject: fact.subject.id,
      what: fact.kind,
      name: fact.name,
      ...(from && { before: stateOf(from) }),
      ...(to && { after: stateOf(to) }),
      sentence: from === undefined ? row.added(fact) : to === undefined ? row.taken(fact) : row.changed(from, to),
      details: [
        ...detailsOf(gained, lost, from === undefined || to === undefined),
        ...idleOf(row.idle, { from, to, gained, lost }),
      ],
      gains: gained !== undefined,
      loses: lost !== undefined,
      gained: gained?.rules ?? [],
      lost: lost?.rules ?? [],
      escalation: gained?.escalates ?? false,
    },
  ];
}

interface States {
  readonly from: Fact | undefined;
  readonly to: Fact | undefined;
  readonly gained: Gain | undefined;
  readonly lost: Gain | undefined;
}

/** Says that a change matters less than it looks. */
function idleOf(
  { added, taken, changed }: NonNullable<Row<Kind>["idle"]> = {},
  { from, to, gained, lost }: States,
): Sentence[] {
  const text = to === undefined ? !lost && taken : !gained && (from === undefined ? added : changed);
  return text ? [[text]] : [];
}

function detailsOf(gained: Gain | undefined, lost: Gain | undefined, whole: boolean): Sentence[] {
  const can = whole ? "it can now" : "it can now also";
  return [
    ...(gained?.deeds ? [words`${[can]} ${gained.deeds}`] : []),
    ...(gained?.reasons ?? []),
    ...(lost?.deeds ? [words`it can no longer ${lost.deeds}`] : []),
  ];
}

/**
 * JSON of what a value says, so that equal ones are equal texts. All lists in facts are sets; one word may stand for a list
 * of one, and the `Sid` of a statement says nothing.
 */
function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  if (Array.isArray(value)) {
    const all = [...new Set(value.map(canonical))].sort(byCodePoint);
    return all.length === 1 ? (all[0] ?? "") : `[${all}]`;
  }
  const fields = Object.entries(value).filter(
    ([key, inner]) => inner !== undefined && !(key === "Sid" && "Effect" in value),
  );
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).sort(byCodePoint)}}`;
}

/** Names what stays as access, and is made again by Terraform, because its key is another one. */
function notesOf({ from, to }: Around, after: readonly LoadedPlan[]): Sentence[] {
  const renames = after.flatMap(({ plan }) => plan.renames);
  return [...to].flatMap(([key, fact]) => {
    const earlier = from.get(key)?.id;
    if (earlier === undefined || fact.id === undefined || earlier === fact.id) return [];
    if (movesOf([fact.id], renames).some((move) => move.from === earlier)) return [];
    return [
      words`${fact.subject.label}: Terraform knows the ${[fact.kind]} by another address, destroys it and makes it again; ${"was: <earlier key>"} in the item moves it instead (${fact.location})`,
    ];
  });
}

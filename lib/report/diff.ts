import type { DiffAnswer, Side } from "../answers/diff";
import { nameOfArn } from "../aws/arn";
import { visible } from "../aws/text";
import type { Change, ClusterDiff } from "../diff/diff";
import { joined, plain, type Sentence, words } from "../diff/sentence";

/** Two configurations, and what differs in the access that they give. */
export interface Compared {
  readonly from: Side;
  readonly to: Side;
  /** Why the earlier one cannot be read. */
  readonly refused: readonly string[];
  /** All clusters, those without a change too. */
  readonly clusters: readonly ClusterDiff[];
}

export const totalsOf = ({ clusters }: Pick<Compared, "clusters">): DiffAnswer["totals"] => {
  const changes = clusters.flatMap(linesOf);
  return {
    escalations: changes.filter(({ escalation }) => escalation).length,
    losses: changes.filter(({ loses }) => loses).length,
    changes: changes.length,
    unchanged: clusters.filter((one) => one.changes.length === 0).length,
  };
};

/** Returns the answer for programs. */
export function diffAnswerOf(compared: Compared): DiffAnswer {
  const { from, to, refused, clusters } = compared;
  return {
    from,
    to,
    refused,
    clusters: clusters.filter(isShown).map(({ cluster, account, region, is, changes, notes }) => {
      const those = (how: Change["how"]) => changes.filter((one) => one.how === how).map(changeRow);
      return {
        cluster,
        account,
        region,
        is,
        added: those("added"),
        taken: those("taken"),
        changed: those("changed"),
        notes: notes.map(plain),
      };
    }),
    totals: totalsOf(compared),
  };
}

const changeRow = (change: Change): DiffAnswer["clusters"][number]["added"][number] => ({
  subject: change.subject,
  what: change.what,
  name: change.name,
  before: change.before ?? null,
  after: change.after ?? null,
  text: plain(change.sentence),
  details: change.details.map(plain),
  gained: change.gained,
  lost: change.lost,
  escalation: change.escalation,
  loss: change.loses,
});

export const isShown = ({ changes, notes }: ClusterDiff): boolean => changes.length + notes.length > 0;

export const SIGNS: Readonly<Record<Change["how"], string>> = { added: "+", taken: "-", changed: "~" };

/** What belongs to an entry or a role, and comes and goes with it. */
const PARTS: Readonly<Partial<Record<Change["what"], readonly Change["what"][]>>> = {
  entry: ["access policy", "group"],
  role: ["role policy", "inline policy"],
};

/**
 * Returns the changes that readers see: what goes with an entry or role is said with it, and what comes with one is too, if
 * nobody must look at it. An entry alone is not said where its policies and groups are.
 */
export function linesOf({ changes }: Pick<ClusterDiff, "changes">): readonly Change[] {
  const wholes = changes.filter(({ what, how }) => PARTS[what] !== undefined && how !== "changed");
  const partsOf = (whole: Change) =>
    changes.filter(
      ({ what, how, subject }) => PARTS[whole.what]?.includes(what) && how === whole.how && subject === whole.subject,
    );
  const folded = new Map(wholes.map((whole) => [whole, partsOf(whole).filter(({ escalation }) => !escalation)]));
  const hidden = new Set([...folded.values()].flat());
  for (const [whole, parts] of folded) {
    const implied = whole.how === "added" && whole.what === "entry" && whole.details.length === 0;
    if (implied && parts.length < partsOf(whole).length) {
      hidden.add(whole);
      for (const part of parts) hidden.delete(part);
    }
  }
  return changes.flatMap((change) => {
    if (hidden.has(change)) return [];
    const parts = folded.get(change) ?? [];
    return parts.length === 0 ? [change] : [{ ...change, sentence: withParts(change, parts) }];
  });
}

function withParts({ how, sentence }: Change, parts: readonly Change[]): Sentence {
  const names = parts.map(({ what, name }): Sentence => {
    const shown = name.includes("::aws:policy/") ? nameOfArn(name) : name;
    return what === "group" ? words`the group ${shown}` : words`${shown}`;
  });
  return words`${sentence}${[how === "taken" ? ", and with it " : ", with "]}${joined(names)}`;
}

/** Where a change stands: `clusters/demo.yaml:21:3 at 1a2b3c4` if only the earlier configuration has it. */
export const placeOf = ({ before, after }: Change, { commit }: Side): string =>
  after?.location ?? `${before?.location ?? ""}${commit === null ? "" : ` at ${commit.slice(0, 7)}`}`;

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

/** Such as `3 escalations, 1 loss`. */
export function verdictOf(compared: Compared): string {
  const { escalations, losses, changes } = totalsOf(compared);
  if (changes === 0) return "no change in access";
  const counts = [
    ...(escalations > 0 ? [count(escalations, "escalation")] : ["no escalation"]),
    ...(losses > 0 ? [count(losses, "loss", "losses")] : []),
  ];
  return counts.join(", ");
}

/** Such as `31 other clusters: no change`; undefined if there is none. */
export function unchangedOf(compared: Compared): string | undefined {
  const { changes, unchanged } = totalsOf(compared);
  if (changes === 0 || unchanged === 0) return undefined;
  return `${count(unchanged, "other cluster")}: no change`;
}

/** Such as `compared with 1a2b3c4, where main and HEAD have their latest commit in common`. */
export function comparedWith({ from, to, refused }: Compared): string {
  const earlier = nameOf(from);
  const later = to.revision === null ? to.source : nameOf(to);
  const base = from.mergeBase ? `, the latest commit of ${from.revision} that ${to.revision ?? "HEAD"} has too` : "";
  const reading = refused.length > 0 ? ", which cannot be read, so that all access counts as new" : "";
  return `${later} compared with ${earlier}${base}${reading}`;
}

const nameOf = ({ source, revision, commit, mergeBase }: Side): string => {
  if (revision === null || commit === null) return source;
  const short = commit.slice(0, 7);
  return mergeBase || commit.startsWith(revision) ? short : `${revision} (${short})`;
};

/** Formats the changes of each cluster, for reading and for `grep`. */
export function asDiffText(compared: Compared): string {
  const { refused, clusters, from } = compared;
  const unchanged = unchangedOf(compared);
  const lines = [
    ...(refused.length > 0 ? ["the base could not be read:", ...refused.map((line) => `  ${line}`)] : []),
    ...clusters.filter(isShown).flatMap((cluster) => clusterLines(cluster, from)),
    ...(unchanged === undefined ? [] : [unchanged]),
    verdictOf(compared),
    comparedWith(compared),
  ];
  return lines.map((line) => `${visible(line).trimEnd()}\n`).join("");
}

/** Wider lines do not push the places of all others to the right. */
const WIDEST = 110;

function clusterLines(cluster: ClusterDiff, from: Side): string[] {
  const shown = shortener();
  const rows = linesOf(cluster).map((change) => ({
    text: `  ${SIGNS[change.how]} ${shown(change.sentence)}`,
    place: placeOf(change, from),
    mark: change.escalation ? "ESCALATION" : "",
    details: change.details.map((detail) => `      ${shown(detail)}`),
  }));
  const width = (of: (row: (typeof rows)[number]) => string) =>
    Math.max(0, ...rows.map((row) => of(row).length).filter((length) => length <= WIDEST));
  const [texts, places] = [width(({ text }) => text), width(({ place }) => place)];
  return [
    titleOf(cluster),
    ...rows.flatMap(({ text, place, mark, details }) => [
      `${text.padEnd(texts)}   ${place.padEnd(places)}   ${mark}`,
      ...details,
    ]),
    ...cluster.notes.map((note) => `  note: ${shown(note)}`),
  ];
}

/** Such as `demo (111122223333, eu-west-1), a new cluster`. */
export const titleOf = ({ cluster, account, region, is }: ClusterDiff): string =>
  `${cluster} (${account}, ${region})${stateOf(is)}`;

export const stateOf = (is: ClusterDiff["is"]): string =>
  is === "new" ? ", a new cluster" : is === "gone" ? ", no longer in the files" : "";

/** Returns a function that writes sentences, with ARNs that it has written before without what stands before their names. */
export function shortener(write: (name: string) => string = (name) => name): (sentence: Sentence) => string {
  const known = new Map<string, string>();
  const short = (name: string): string => {
    if (!name.startsWith("arn:")) return name;
    const end = name.slice(name.lastIndexOf(":") + 1);
    if (known.get(end) === name) return end;
    if (!known.has(end)) known.set(end, name);
    return name;
  };
  return (sentence) => sentence.map((part) => (typeof part === "string" ? part : write(short(part.name)))).join("");
}

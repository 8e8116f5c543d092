import type { DiffAnswer, Side } from "../answers/diff";
import { visible } from "../aws/text";
import type { Change, ClusterDiff } from "../diff/diff";
import { plain, type Sentence, words } from "../diff/sentence";
import { linesOf } from "./diff-lines";

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

/** Where a change stands: `clusters/demo.yaml:21:3 at 1a2b3c4` if only the earlier configuration has it. */
export const placeOf = ({ before, after }: Change, { commit }: Side): string =>
  after?.location ?? `${before?.location ?? ""}${commit === null ? "" : ` at ${commit.slice(0, 7)}`}`;

export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** Such as `3 escalations, 1 loss`. */
export function verdictOf(compared: Compared): string {
  const { escalations, losses, changes } = totalsOf(compared);
  if (changes === 0) return "no change in access";
  const counts = [
    ...(escalations > 0 ? [counted(escalations, "escalation")] : ["no escalation"]),
    ...(losses > 0 ? [counted(losses, "loss", "losses")] : []),
  ];
  return counts.join(", ");
}

/** Such as `31 other clusters: no change`; undefined if there is none. */
export function unchangedOf(compared: Compared): string | undefined {
  const { changes, unchanged } = totalsOf(compared);
  if (changes === 0 || unchanged === 0) return undefined;
  return `${counted(unchanged, "other cluster")}: no change`;
}

/** Such as `clusters compared with 1a2b3c4, the latest commit of main that HEAD has too`. */
export function comparedWith({ from, to, refused }: Compared): Sentence {
  const later = to.revision === null ? words`${cut(to.source)}` : nameOf(to);
  const base = from.mergeBase
    ? words`, the latest commit of ${cut(from.revision ?? "")} that ${cut(to.revision ?? "HEAD")} has too`
    : [];
  const reading = refused.length > 0 ? ", which cannot be read, so that all access counts as new" : "";
  return words`${later} compared with ${nameOf(from)}${base}${[reading]}`;
}

const nameOf = ({ source, revision, commit, mergeBase }: Side): Sentence => {
  if (revision === null || commit === null) return words`${cut(source)}`;
  const short = commit.slice(0, 7);
  return mergeBase || commit.startsWith(revision) ? words`${short}` : words`${cut(revision)} (${short})`;
};

const MOST = 100;

const cut = (name: string): string => (name.length <= MOST ? name : `${name.slice(0, MOST)}…`);

/** Formats the changes of each cluster, for reading and for `grep`. */
export function asDiffText(compared: Compared): string {
  const { refused, clusters } = compared;
  const unchanged = unchangedOf(compared);
  const lines = [
    ...(refused.length > 0 ? ["the base could not be read:", ...refused.map((line) => `  ${line}`)] : []),
    ...clusters.filter(isShown).flatMap((cluster) => clusterLines(cluster, compared)),
    ...(unchanged === undefined ? [] : [unchanged]),
    verdictOf(compared),
    plain(comparedWith(compared)),
  ];
  return lines.map((line) => `${visible(line).trimEnd()}\n`).join("");
}

/** Wider lines do not push the places of all others to the right. */
const WIDEST = 110;

function clusterLines(cluster: ClusterDiff, compared: Compared): string[] {
  const shown = shortener();
  const rows = linesOf(cluster).map((change) => ({
    text: `  ${SIGNS[change.how]} ${shown(change.sentence)}`,
    place: placeOf(change, compared.from),
    mark: change.escalation ? "ESCALATION" : "",
    details: change.details.map((detail) => `      ${shown(detail)}`),
  }));
  const width = (of: (row: (typeof rows)[number]) => string) =>
    Math.max(0, ...rows.map((row) => of(row).length).filter((length) => length <= WIDEST));
  const [texts, places] = [width(({ text }) => text), width(({ place }) => place)];
  return [
    `${titleOf(cluster)}${stateOf(cluster, compared)}`,
    ...rows.flatMap(({ text, place, mark, details }) => [
      `${text.padEnd(texts)}   ${place.padEnd(places)}   ${mark}`,
      ...details,
    ]),
    ...cluster.notes.map((note) => `  note: ${shown(note)}`),
  ];
}

/** Such as `demo (111122223333, eu-west-1)`. */
export const titleOf = ({ cluster, account, region }: ClusterDiff): string => `${cluster} (${account}, ${region})`;

/** What follows the title. Nobody knows what is new where the earlier configuration cannot be read. */
export const stateOf = ({ is }: ClusterDiff, { refused }: Compared): string =>
  is === "in both" || refused.length > 0 ? "" : is === "new" ? ", a new cluster" : ", no longer in the files";

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

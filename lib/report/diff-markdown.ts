import type { Change, ClusterDiff } from "../diff/diff";
import type { Sentence } from "../diff/sentence";
import {
  type Compared,
  comparedWith,
  isShown,
  linesOf,
  placeOf,
  SIGNS,
  shortener,
  stateOf,
  titleOf,
  totalsOf,
  unchangedOf,
  verdictOf,
} from "./diff";
import { code, row, text } from "./markdown";

/** The first line, by which a pipeline finds its comment again. */
export const MARKER = "<!-- eks-access-diff -->";

/** GitHub takes 65,536 characters in a comment. */
export const LIMIT = 60_000;

/** Less does not hold the sentences that always stand there. */
export const LEAST = 2_000;

/**
 * Formats escalations in one table, and all changes of a cluster behind its name, in the Markdown of GitHub and GitLab. What
 * goes beyond the limit is cut and counted: clusters from the end first, then escalations.
 */
export function asDiffMarkdown(compared: Compared, limit = LIMIT): string {
  const shown = compared.clusters.filter(isShown);
  const unchanged = unchangedOf(compared);
  const end = [
    ...(unchanged === undefined ? [] : [text(unchanged), ""]),
    `${cut(text(comparedWith(compared)), 600)}.`,
    "",
  ];
  const head = [MARKER, `## ${capital(verdictOf(compared))}`, ""];
  // what counts the rest has room in any case
  let left = limit - [...head, ...end].join("\n").length - 300;
  const fitting = (
    blocks: readonly string[],
    most: number,
    before: readonly string[],
    rest: (count: number) => string,
  ) => {
    if (blocks.length === 0) return [];
    const taken: string[] = [];
    left -= before.join("\n").length + 1;
    const room = left - Math.floor(left * (1 - most));
    let used = 0;
    for (const block of blocks) {
      if (used + block.length + 1 > room) break;
      taken.push(block);
      used += block.length + 1;
    }
    left -= used;
    const missing = blocks.length - taken.length;
    return [...before, ...taken, ...(missing > 0 ? ["", rest(missing)] : []), ""];
  };
  const problems = fitting(
    compared.refused.map((line) => `- ${code(line)}`),
    0.25,
    ["The base could not be read:", ""],
    (count) => `And ${count} more ${count === 1 ? "problem" : "problems"}.`,
  );
  const escalations = fitting(
    shown.flatMap((cluster) => escalationRows(cluster, compared)),
    1,
    [row(["CLUSTER", "ESCALATION", "PLACE"]), row(["---", "---", "---"])],
    (count) =>
      `And ${count} more ${count === 1 ? "escalation" : "escalations"} of ${totalsOf(compared).escalations}: see the summary of the job.`,
  );
  const clusters = fitting(
    shown.map((cluster) => sectionOf(cluster, compared)),
    1,
    [],
    (count) => `And ${count} ${count === 1 ? "cluster" : "clusters"} more: see the summary of the job.`,
  );
  return [...head, ...problems, ...escalations, ...clusters, ...end].join("\n");
}

const capital = (sentence: string): string => text(sentence.charAt(0).toUpperCase() + sentence.slice(1));

const cut = (markdown: string, most: number): string =>
  markdown.length <= most ? markdown : `${markdown.slice(0, most).replace(/\\$/, "")}…`;

function escalationRows(cluster: ClusterDiff, { from }: Compared): string[] {
  return linesOf(cluster).flatMap((change) => {
    if (!change.escalation) return [];
    const write = sentences(shortener((name) => code(name).replaceAll("|", "\\|")));
    const cells = [change.sentence, ...change.details].map(write);
    return [row([cell(cluster.cluster), cells.join("<br>"), cell(placeOf(change, from))])];
  });
}

const cell = (name: string): string => code(name).replaceAll("|", "\\|");

/** Our own words are escaped too: there is a `>` in them. */
const sentences =
  (write: (sentence: Sentence) => string) =>
  (sentence: Sentence): string =>
    sentence.map((part) => (typeof part === "string" ? text(part) : write([part]))).join("");

function sectionOf(cluster: ClusterDiff, { from }: Compared): string {
  const write = sentences(shortener(code));
  const lines = linesOf(cluster);
  const escalations = lines.filter(({ escalation }) => escalation).length;
  const counts = [
    `${lines.length} ${lines.length === 1 ? "change" : "changes"}`,
    ...(escalations > 0 ? [`${escalations} of them ${escalations === 1 ? "an escalation" : "escalations"}`] : []),
  ];
  const item = (change: Change): string[] => [
    `- ${code(SIGNS[change.how])} ${write(change.sentence)}, ${code(placeOf(change, from))}${change.escalation ? " **ESCALATION**" : ""}`,
    ...change.details.map((detail) => `  - ${write(detail)}`),
  ];
  return [
    `<details><summary>${html(titleOf({ ...cluster, is: "in both" }))}${stateOf(cluster.is)}: ${counts.join(", ")}</summary>`,
    "",
    ...lines.flatMap(item),
    ...cluster.notes.map((note) => `- note: ${write(note)}`),
    "",
    "</details>",
    "",
  ].join("\n");
}

const html = (given: string): string =>
  given.replace(/[&<>"'`*_[\]\\@#|~]/g, (character) => `&#${character.charCodeAt(0)};`);

import { visible } from "../aws/text";
import type { Change, ClusterDiff } from "../diff/diff";
import type { Sentence } from "../diff/sentence";
import {
  type Compared,
  comparedWith,
  counted,
  isShown,
  placeOf,
  SIGNS,
  shortener,
  stateOf,
  titleOf,
  unchangedOf,
  verdictOf,
} from "./diff";
import { linesOf } from "./diff-lines";
import { code, codeCell, row, text } from "./markdown";
import { Room } from "./room";

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
    `${sentences(shortener(code))(comparedWith(compared))}.`,
    "",
  ];
  const head = [MARKER, `## ${capital(verdictOf(compared))}`, ""];
  const room = new Room(limit - [...head, ...end].join("\n").length);
  return [
    ...head,
    ...room.fill(
      compared.refused.map((line) => `- ${code(line)}`),
      {
        share: 0.25,
        before: ["The base could not be read:", ""],
        rest: (count) => `And ${counted(count, "more problem")}.`,
      },
    ),
    ...room.fill(
      shown.flatMap((cluster) => escalationRows(cluster, compared)),
      {
        before: [row(["CLUSTER", "ESCALATION", "PLACE"]), row(["---", "---", "---"])],
        rest: (count) => `And ${counted(count, "more escalation")}: see the summary of the job.`,
      },
    ),
    ...room.fill(
      shown.map((cluster) => sectionOf(cluster, compared)),
      { rest: (count) => `And ${counted(count, "more cluster")}: see the summary of the job.` },
    ),
    ...end,
  ].join("\n");
}

const capital = (sentence: string): string => text(sentence.charAt(0).toUpperCase() + sentence.slice(1));

function escalationRows(cluster: ClusterDiff, { from }: Compared): string[] {
  return linesOf(cluster).flatMap((change) => {
    if (!change.escalation) return [];
    const write = sentences(shortener(codeCell));
    const cells = [change.sentence, ...change.details].map(write);
    return [row([codeCell(cluster.cluster), cells.join("<br>"), codeCell(placeOf(change, from))])];
  });
}

/** Our own words are escaped too: there is a `>` in them. */
const sentences =
  (write: (sentence: Sentence) => string) =>
  (sentence: Sentence): string =>
    sentence.map((part) => (typeof part === "string" ? text(part) : write([part]))).join("");

function sectionOf(cluster: ClusterDiff, compared: Compared): string {
  const write = sentences(shortener(code));
  const lines = linesOf(cluster);
  const escalations = lines.filter(({ escalation }) => escalation).length;
  const counts = [
    counted(lines.length, "change"),
    ...(escalations > 0 ? [`${escalations} of them ${escalations === 1 ? "an escalation" : "escalations"}`] : []),
  ];
  const item = (change: Change): string[] => [
    `- ${code(SIGNS[change.how])} ${write(change.sentence)}, ${code(placeOf(change, compared.from))}${change.escalation ? " **ESCALATION**" : ""}`,
    ...change.details.map((detail) => `  - ${write(detail)}`),
  ];
  return [
    `<details><summary>${html(titleOf(cluster))}${stateOf(cluster, compared)}: ${counts.join(", ")}</summary>`,
    "",
    ...lines.flatMap(item),
    ...cluster.notes.map((note) => `- note: ${write(note)}`),
    "",
    "</details>",
    "",
  ].join("\n");
}

/** Escapes what HTML or Markdown reads, and what GitHub makes a link. */
const html = (given: string): string =>
  visible(given).replace(/[&<>"'`*_[\]\\@#|~:.]/g, (character) => `&#${character.charCodeAt(0)};`);

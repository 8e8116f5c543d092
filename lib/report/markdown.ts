import type { AccessOfCluster } from "../answers/access";
import { visible } from "../aws/text";
import { remarksOf, tableOfRows } from "./print";

/** Formats one table per cluster in the Markdown of GitHub and GitLab. */
export function asMarkdown(clusters: readonly AccessOfCluster[]): string {
  return clusters.map(sectionOf).join("\n");
}

function sectionOf(of: AccessOfCluster): string {
  const { cluster, account, region, access } = of;
  const { head, cells } = tableOfRows(access);
  const remarks = remarksOf(of).map((remark) => `- ${text(remark)}`);
  return [
    `## ${code(cluster)} (${account}, ${region})`,
    "",
    ...(access.length > 0 ? [row(head), row(head.map(() => "---")), ...cells.map(codeRow)] : ["no entry"]),
    ...(remarks.length > 0 ? ["", ...remarks] : []),
    "",
  ].join("\n");
}

/** A row of a table, of cells that are Markdown already. */
export const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** A row of cells that are texts of others. */
export const codeRow = (cells: readonly string[]): string => row(cells.map(codeCell));

/**
 * Writes a text as code in a cell of a table. A `|` behind a backslash would end the cell there, so that such a text is no
 * code, with all escaped that Markdown reads, links too.
 */
export const codeCell = (given: string): string =>
  given.includes("\\|") ? text(given).replace(/[:./]/g, "\\$&") : code(given).replaceAll("|", "\\|");

/** Writes a text as code, so that none of it is read as Markdown, a link or a mention. */
export function code(given: string): string {
  const shown = visible(given);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return longest > 0 ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`;
}

/** Writes a text with what Markdown would read in it escaped. */
export const text = (given: string): string => visible(given).replace(/[\\`*_[\]<>|@#~&]/g, "\\$&");

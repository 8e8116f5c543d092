import type { Audited } from "../audit/audit";
import { type Finding, LEVELS, type Level } from "../audit/finding";
import { visible } from "../aws/text";
import { code, codeRow, row, text } from "./markdown";
import { tableLines } from "./table";

const HEAD = ["LEVEL", "FINDING", "ABOUT", "IN THE CLUSTER", "IN THE FILE"];

/** Formats a table for each cluster, with what to do below each finding. */
export const asAuditTables = (clusters: readonly Audited[]): string => clusters.map(tableOf).join("\n");

function tableOf(of: Audited): string {
  const { findings } = of;
  const lines = [titleOf(of), ...(findings.length > 0 ? findingLines(findings) : []), ...of.notes, summaryOf(of)];
  return lines.map((line) => `${visible(line)}\n`).join("");
}

function findingLines(findings: readonly Finding[]): string[] {
  const [head = "", ...lines] = tableLines(HEAD, findings.map(cellsOf));
  const indent = " ".repeat(head.indexOf("ABOUT"));
  return [head, ...lines.flatMap((line, at) => [line, ...adviceOf(findings[at]).map((advice) => indent + advice)])];
}

const adviceOf = (finding: Finding | undefined): string[] => (finding?.advice === undefined ? [] : [finding.advice]);

const cellsOf = ({ level, name, subject, found = "-", planned, location }: Finding): string[] => [
  level,
  name,
  subject,
  found,
  planned === undefined ? (location ?? "-") : location === undefined ? planned : `${planned} (${location})`,
];

const titleOf = ({ cluster, account, region, readAt }: Audited): string =>
  `${cluster} (${account}, ${region}), read ${readAt.slice(0, 19)}Z`;

/** Such as `7 entries planned, 8 found, 2 made by services: 3 errors, 1 note`. */
export function summaryOf({
  plannedPrincipals,
  found,
  madeByServices,
  findings,
}: Pick<Audited, "plannedPrincipals" | "found" | "madeByServices" | "findings">): string {
  const counts = LEVELS.flatMap((level) => countOf(level, findings));
  const verdict = counts.length === 0 ? "as in the files" : counts.join(", ");
  return `${counted(plannedPrincipals.length, "entry", "entries")} planned, ${found} found, ${madeByServices} made by services: ${verdict}`;
}

function countOf(level: Level, findings: readonly Finding[]): string[] {
  const count = findings.filter((one) => one.level === level).length;
  if (count === 0) return [];
  return [level === "unread" ? `${count} unread` : counted(count, level, `${level}s`)];
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Formats a section for each cluster in the Markdown of GitHub and GitLab. */
export const asAuditMarkdown = (clusters: readonly Audited[]): string => clusters.map(sectionOf).join("\n");

function sectionOf(of: Audited): string {
  const { cluster, account, region, readAt, findings, notes } = of;
  const advice = findings.flatMap((one) =>
    adviceOf(one).map((line) => `- ${code(one.name)} ${code(one.subject)}: ${text(line)}`),
  );
  return [
    `## ${code(cluster)} (${account}, ${region})`,
    "",
    `${text(summaryOf(of))}. Read ${text(readAt.slice(0, 19))}Z.`,
    ...(findings.length > 0
      ? ["", row(HEAD), row(HEAD.map(() => "---")), ...findings.map((one) => codeRow(cellsOf(one)))]
      : []),
    ...(advice.length > 0 ? ["", ...advice] : []),
    ...(notes.length > 0 ? ["", ...notes.map((note) => `- ${text(note)}`)] : []),
    "",
  ].join("\n");
}

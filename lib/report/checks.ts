import { TELLERS } from "../aws/checks/pack";
import { PACKS, type PackName } from "../aws/checks/packs";
import { lastOf, untilText } from "../aws/terraform/until";
import { quote, visible } from "../aws/text";
import type { CheckedFile, CheckFinding, CheckResult } from "../checks/checks";
import { type ControlResult, controlsOf } from "../checks/controls";
import type { EndedAcceptance } from "../checks/ended";
import type { StaleAcceptance } from "../checks/stale";
import { LEVELS } from "../plan/checks/check";
import { countsOf } from "./checks-json";
import { code, codeRow, row, text } from "./markdown";
import { tableLines } from "./table";

const HEAD = ["LEVEL", "CHECK", "FOUND"];
const LIST_HEAD = ["CONTROL", "VERDICT", "ASKS THAT", "BY"];

/** What is printed: the files, and the packs that they are checked against. */
export interface Checked {
  readonly files: readonly CheckedFile[];
  readonly packs: readonly PackName[];
}

/** Formats what was found, and below it how many controls of each pack are what, for each file. */
export const asCheckTables = ({ files, packs }: Checked): string =>
  files
    .map((file) => {
      const rows = foundRows(file, packs);
      return linesText([
        titleOf(file),
        ...(rows.length > 0 ? tableLines(HEAD, rows) : []),
        ...summariesOf(file, packs),
        "--list prints every control",
      ]);
    })
    .join("\n");

/** Formats all controls of the packs with their verdicts, for each file. */
export const asControlTables = ({ files, packs }: Checked): string =>
  files
    .map((file) => {
      const ofPacks = packs.flatMap((pack) => [
        "",
        `${PACKS[pack].title}, ${PACKS[pack].page}`,
        `CONTROL holds ${PACKS[pack].names}.`,
        ...tableLines(LIST_HEAD, controlsOf(pack, file).map(controlCells(file))),
      ]);
      return linesText([titleOf(file), ...ofPacks, "", ...summariesOf(file, packs)]);
    })
    .join("\n");

const linesText = (lines: readonly string[]): string => lines.map((line) => `${visible(line)}\n`).join("");

const titleOf = ({ file, cluster: { name, account, region } }: CheckedFile): string =>
  `${file}: ${name} (${account}, ${region})`;

function foundRows({ checks, stale, ended }: CheckedFile, packs: readonly PackName[]): string[][] {
  const open = LEVELS.flatMap((level) =>
    checks.flatMap((check) =>
      check.findings
        .filter((finding) => finding.level === level && finding.accepted === undefined)
        .map((finding) => [level, check.name, `${foundText(finding)}${shownReferences(check, packs)}`]),
    ),
  );
  const accepted = checks.flatMap(({ name, findings }) =>
    findings.flatMap(({ accepted: reason, until, location, path }) =>
      reason === undefined ? [] : [["accepted", name, `${location} ${path}: ${quote(reason)}${untilText(until)}`]],
    ),
  );
  return [
    ...open,
    ...accepted,
    ...stale.map((one) => ["stale", one.check, staleText(one)]),
    ...ended.map((one) => ["ended", one.warning, endedText(one)]),
  ];
}

/** What to do about an acceptance that nothing needs. */
export const staleText = (stale: StaleAcceptance): string => `${stale.location}: ${staleReason(stale)}`;

export const staleReason = ({ item }: StaleAcceptance): string =>
  `${item ?? "nothing here"} ${item === undefined ? "breaks" : "does not break"} this check; leave it out`;

/** What to do about an acceptance of a warning that is over. */
export const endedText = (ended: EndedAcceptance): string => `${ended.location}: ${endedReason(ended)}`;

export const endedReason = ({ until }: EndedAcceptance): string =>
  `this warning was accepted until ${lastOf(until)}; mend what it is about, or write a later day`;

/** What is wrong, where, and what to write if it is all right. */
const foundText = ({ location, path, text: said, acceptance }: CheckFinding): string =>
  `${location} ${path}: ${said}${acceptance === undefined ? "" : `; or write ${acceptance}`}`;

/** Such as ` [CIS 4.1.8, 4.1.4; NSA access/least]`. */
function shownReferences({ references }: CheckResult, packs: readonly PackName[]): string {
  const shown = packs.flatMap((pack) => {
    const controls = references.filter((reference) => reference.pack === pack).map(({ control }) => control);
    return controls.length === 0 ? [] : [`${PACKS[pack].short} ${controls.join(", ")}`];
  });
  return ` [${shown.join("; ")}]`;
}

/** One line a pack: `CIS Amazon EKS Benchmark 1.8: 17 of 49 controls decided: 12 met, 8 of them in part, …`. */
const summariesOf = (file: CheckedFile, packs: readonly PackName[]): string[] =>
  packs.map((pack) => {
    const { controls, met, metInPart, broken, accepted, undecided } = countsOf(controlsOf(pack, file));
    const part = metInPart > 0 ? `, ${metInPart} of them in part` : "";
    return `${PACKS[pack].title}: ${controls - undecided} of ${controls} controls decided: ${met} met${part}, ${broken} broken, ${accepted} accepted; ${undecided} not decidable here`;
  });

/** Returns a function that formats a control of a file: with the checks that its verdict comes from. */
const controlCells =
  ({ checks: all }: CheckedFile) =>
  ({ control, verdict, asks, checks, teller }: ControlResult): string[] => {
    const deciding = all.filter((check) => checks.includes(check.name) && check.verdict === verdict);
    const by = verdict === "not decidable here" ? [] : deciding.map(({ name }) => name);
    const others = teller === undefined ? [] : [TELLERS[teller]];
    const shown = verdict === "met" && teller !== undefined ? "met in part" : verdict;
    return [control, shown, asks, [...by, ...others].join(", ")];
  };

/** Formats the same as Markdown of GitHub and GitLab. */
export const asCheckMarkdown = ({ files, packs }: Checked): string =>
  files.map((file) => markdownOf(file, packs, tableOf(HEAD, foundRows(file, packs)))).join("\n");

/** Formats all controls of the packs as Markdown. */
export const asControlMarkdown = ({ files, packs }: Checked): string =>
  files
    .map((file) =>
      markdownOf(
        file,
        packs,
        packs.flatMap((pack) => [
          `### ${text(PACKS[pack].title)}`,
          "",
          `<${PACKS[pack].page}>; the first column holds ${text(PACKS[pack].names)}.`,
          "",
          ...tableOf(LIST_HEAD, controlsOf(pack, file).map(controlCells(file))),
        ]),
      ),
    )
    .join("\n");

function markdownOf(file: CheckedFile, packs: readonly PackName[], tables: readonly string[]): string {
  const { name, account, region } = file.cluster;
  return [
    `## ${code(name)} (${account}, ${region}), ${code(file.file)}`,
    "",
    ...tables,
    ...summariesOf(file, packs).map((line) => `- ${text(line)}`),
    "",
  ].join("\n");
}

const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0 ? [] : [row(head), row(head.map(() => "---")), ...rows.map(codeRow), ""];

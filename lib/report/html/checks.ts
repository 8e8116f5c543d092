import { TELLERS } from "../../aws/checks/pack";
import { PACK_NAMES, PACKS } from "../../aws/checks/packs";
import { list } from "../../aws/text";
import {
  type CheckedFile,
  type CheckFinding,
  type CheckResult,
  type ControlResult,
  controlsOf,
  type Verdict,
} from "../../checks/checks";
import { CHECK_NAMES } from "../../plan/checks/catalogue";
import type { FleetCluster } from "./fleet";
import { code, columns, counted, type Html, html, joined, nothing, table } from "./html";
import { about, linkTo } from "./parts";

/** A warning that no file accepts: the line that all words print, and the file that it is about. */
export interface Warning {
  readonly text: string;
  readonly file: string;
}

/** What is open or accepted in the files. */
export class Findings {
  /** Warnings that are no checks. */
  readonly warnings: readonly Warning[];

  constructor(
    warnings: readonly Warning[],
    private readonly checked: readonly CheckedFile[],
  ) {
    const names = new Set<string>(CHECK_NAMES);
    this.warnings = warnings.filter(({ text }) => !names.has(ruleOf(text)));
  }

  checksOf({ files }: FleetCluster): readonly CheckedFile[] {
    return this.checked.filter(({ file }) => files.some((one) => one.file === file));
  }

  warningsOf({ files }: FleetCluster): readonly Warning[] {
    return this.warnings.filter(({ file }) => files.some((one) => one.file === file));
  }

  /** The number of what nobody accepts. */
  openOf(cluster: FleetCluster): number {
    return (
      this.warningsOf(cluster).length + this.found(cluster).filter(({ accepted }) => accepted === undefined).length
    );
  }

  private found = (cluster: FleetCluster): CheckFinding[] =>
    this.checksOf(cluster).flatMap(({ checks }) => checks.flatMap(({ findings }) => findings));
}

/** The name of the rule stands at the end of the line of a warning. */
export const ruleOf = (text: string): string => /\[([a-z0-9-]+)\]$/.exec(text)?.[1] ?? "";

/** What breaks a check, with what asks for it. */
export function checkTable(clusters: readonly FleetCluster[], findings: Findings): Html {
  const rows = clusters.flatMap((cluster) =>
    findings
      .checksOf(cluster)
      .flatMap(({ checks }) => checks.flatMap((check) => check.findings.map((one) => rowOf(cluster, check, one)))),
  );
  if (rows.length === 0) return nothing("The files keep every check that they can tell.");
  return table("Checks", columns("Cluster", "Check", "What", "Asked by", "At"), [html`<tbody>${rows}</tbody>`]);
}

function rowOf(cluster: FleetCluster, { name, references }: CheckResult, finding: CheckFinding): Html {
  const { level, path, text, location, accepted } = finding;
  const asked = references.map(({ shown, url }) => html`<a href="${url}">${shown}</a>`);
  return html`<tr${about(cluster)}><td>${linkTo(cluster)}</td><td><code>${name}</code><br><small>${accepted === undefined ? level : "accepted"}</small></td><td class="long">${path !== "" && html`${code(path)}: `}${text}${accepted !== undefined && html` <small>Accepted: ${accepted}</small>`}</td><td class="names">${joined(asked)}</td><td class="at">${code(location)}</td></tr>
`;
}

/** Of every control of every benchmark, how many clusters keep it. */
export const packTables = (clusters: readonly FleetCluster[], findings: Findings): Html[] =>
  PACK_NAMES.words.map((pack) => {
    const { title, page } = PACKS[pack];
    const results = clusters.map((cluster) => ({
      cluster,
      controls: new Map(
        findings.checksOf(cluster).flatMap((file) => controlsOf(pack, file).map((one) => [one.control, one] as const)),
      ),
    }));
    const controls = [...(results[0]?.controls.values() ?? [])];
    const rows = controls.map((control) => controlRow(control, results));
    return html`<details><summary>${title} <small>${counted(controls.length, "control")}</small></summary><p><a href="${page}">${title}</a>. The words are ours.</p>${table(
      title,
      columns("Control", "It asks that", "Broken", "Accepted", "Met", "Not told by the files"),
      [html`<tbody>${rows}</tbody>`],
    )}</details>`;
  });

interface Result {
  readonly cluster: FleetCluster;
  readonly controls: ReadonlyMap<string, ControlResult>;
}

const MOST_NAMED = 4;

function controlRow({ control, asks, url, teller }: ControlResult, results: readonly Result[]): Html {
  const those = (verdict: Verdict) => results.filter(({ controls }) => controls.get(control)?.verdict === verdict);
  const names = (of: readonly Result[]) => {
    if (of.length === 0) return html`-`;
    if (of.length === results.length && of.length > 1) return html`all ${of.length}`;
    const others = of.length - MOST_NAMED;
    const shown = of.slice(0, others > 1 ? MOST_NAMED : of.length).map(({ cluster }) => cluster.label);
    return html`${list([...shown, ...(others > 1 ? [`${others} others`] : [])], "and")}`;
  };
  const open = those("not decidable here");
  return html`<tr><td><a href="${url}">${control}</a></td><td class="long">${asks}</td><td>${names(those("broken"))}</td><td>${names(those("accepted"))}</td><td>${names(those("met"))}</td><td>${names(open)}${teller !== undefined && html` <small>ask ${TELLERS[teller]}</small>`}</td></tr>
`;
}

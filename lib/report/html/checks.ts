import { TELLERS } from "../../aws/checks/pack";
import { PACK_NAMES, PACKS } from "../../aws/checks/packs";
import { untilText } from "../../aws/terraform/until";
import type { CheckedFile, CheckFinding, CheckResult, Verdict } from "../../checks/checks";
import { type ControlResult, controlsOf } from "../../checks/controls";
import { CHECK_NAMES, checkOf } from "../../plan/checks/catalogue";
import { LEVELS } from "../../plan/checks/check";
import type { FleetCluster } from "./fleet";
import { code, columns, counted, type Html, html, joined, nothing, prose, table } from "./html";
import { fewOf } from "./parts";

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

/** A finding, and the places where files say the same. */
interface Same {
  readonly finding: CheckFinding;
  readonly places: { readonly cluster: FleetCluster; readonly location: string }[];
}

/** What breaks checks: for each check what is wrong, and where. */
export function checkTable(clusters: readonly FleetCluster[], findings: Findings): Html {
  const checks = new Map<CheckResult["name"], { readonly check: CheckResult; readonly same: Map<string, Same> }>();
  for (const cluster of clusters) {
    for (const check of findings.checksOf(cluster).flatMap((file) => file.checks)) {
      const { same } = checks.get(check.name) ?? { same: new Map<string, Same>() };
      for (const finding of check.findings) {
        const { location, ...others } = finding;
        const key = JSON.stringify(others);
        const known = same.get(key) ?? { finding, places: [] };
        known.places.push({ cluster, location });
        same.set(key, known);
      }
      checks.set(check.name, { check, same });
    }
  }
  const broken = [...checks.values()].filter(({ same }) => same.size > 0);
  if (broken.length === 0) return nothing("The files keep every check that they can tell.");
  const bodies = broken
    .sort((a, b) => LEVELS.indexOf(a.check.level) - LEVELS.indexOf(b.check.level))
    .map(({ check, same }) => bodyOf(check, [...same.values()]));
  return table("Checks", columns("What", "Level", "At"), bodies);
}

function bodyOf({ name, references }: CheckResult, same: readonly Same[]): Html {
  const { summary, source } = checkOf(name);
  // the guides of this project do not lie beside the page
  const page = /^https:/.test(source) ? html` <a href="${source}">Source</a>.` : "";
  const asked = references.map(({ shown, url }) => html`<a href="${url}">${shown}</a>`);
  return html`<tbody><tr class="group"><th scope="rowgroup" colspan="3"><span>${name} <small>${prose(summary)}${page}${asked.length > 0 && html` Asked by ${joined(asked)}`}</small></span></th></tr>${same.map(rowOf)}</tbody>
`;
}

const MOST_PLACES = 3;

function rowOf({ finding, places }: Same): Html {
  const { level, path, text, accepted, until } = finding;
  const clusters = [...new Set(places.map(({ cluster }) => cluster.index))].join(" ");
  const all = joined(places.map(({ location }) => code(location)));
  return html`<tr data-c="${clusters}"><td class="long">${path !== "" && html`${code(path)}: `}${text}${accepted !== undefined && html`<br><small>Accepted: ${accepted}${untilText(until)}</small>`}</td><td>${accepted === undefined ? level : `${level}, accepted`}</td><td class="at">${
    places.length > MOST_PLACES ? html`<details><summary>${places.length} places</summary>${all}</details>` : all
  }</td></tr>
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
    const labels = of.map(({ cluster }) => cluster.label);
    return html`${fewOf(labels, MOST_NAMED)}`;
  };
  const open = those("not decidable here");
  return html`<tr><td><a href="${url}">${control}</a></td><td class="long">${asks}</td><td>${names(those("broken"))}</td><td>${names(those("accepted"))}</td><td>${names(those("met"))}</td><td>${names(open)}${teller !== undefined && html` <small>ask ${TELLERS[teller]}</small>`}</td></tr>
`;
}

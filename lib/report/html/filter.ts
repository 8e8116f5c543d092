import { byCodePoint } from "../../aws/text";
import type { Fleet } from "./fleet";
import { type Html, html } from "./html";

const ALLOWS: readonly (readonly [value: string, title: string])[] = [
  ["", "anything"],
  ["admin", "cluster admin, or as good as"],
  ["write", "may write"],
  ["secrets", "may read Secrets"],
  ["unknown", "not known"],
];

/** The filter. It is hidden until the script runs, since nothing filters without. */
export function filterForm({ clusters, principals }: Fleet): Html {
  const policies = new Set(principals.flatMap(({ grants }) => grants.flatMap(({ row }) => row.policy ?? [])));
  const ending =
    principals.some(({ grants }) => grants.some(({ end }) => end.until !== undefined)) ||
    clusters.some(({ files }) => files.some(({ plan }) => plan.workloads.some(({ until }) => until !== undefined)));
  const options = (values: readonly (readonly [string, string])[]) =>
    values.map(([value, title]) => html`<option value="${value}">${title}</option>`);
  return html`<form id="filter" aria-label="Filter" hidden><h2>Filter</h2>
<label>Text <input name="q" type="search" autocomplete="off" spellcheck="false"></label>
<label>Cluster <select name="cluster">${options([["", "all"], ...clusters.map(({ index, label }): [string, string] => [String(index), label])])}</select></label>
<label>Policy <select name="policy">${options([["", "all"], ...[...policies].sort(byCodePoint).map((name): [string, string] => [name, name])])}</select></label>
<label>Namespace <input name="namespace" type="text" autocomplete="off" spellcheck="false"></label>
<label>Allows <select name="may">${options(ALLOWS)}</select></label>
${ending && html`<label>Ends within days <input name="days" type="number" min="0" step="1"></label>`}
<button type="reset">Show all</button>
<output id="count" aria-live="polite"></output></form>`;
}

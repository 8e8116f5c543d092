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
    principals.some(({ grants }) => grants.some(({ row }) => row.until !== undefined)) ||
    clusters.some(({ files }) => files.some(({ plan }) => plan.workloads.some(({ until }) => until !== undefined)));
  const options = (values: readonly (readonly [string, string])[]) =>
    values.map(([value, title]) => html`<option value="${value}">${title}</option>`);
  const select = (name: string, label: string, values: readonly (readonly [string, string])[]) =>
    html`<div><label for="f-${name}">${label}</label><select id="f-${name}" name="${name}">${options(values)}</select></div>`;
  const input = (name: string, label: string, type: Html) =>
    html`<div><label for="f-${name}">${label}</label><input id="f-${name}" name="${name}" ${type} autocomplete="off" spellcheck="false"></div>`;
  return html`<form id="filter" aria-label="Filter" hidden><h2>Filter</h2>
${input("q", "Text", html`type="search"`)}
${select("cluster", "Cluster", [["", "all"], ...clusters.map(({ index, label }): [string, string] => [String(index), label])])}
${select("policy", "Policy", [["", "all"], ...[...policies].sort(byCodePoint).map((name): [string, string] => [name, name])])}
${input("namespace", "Namespace", html`type="text"`)}
${select("may", "Allows", ALLOWS)}
${ending && input("days", "Ends within days", html`type="number" min="0" step="1"`)}
<button type="reset">Show all</button>
<output id="count" aria-live="polite"></output></form>`;
}

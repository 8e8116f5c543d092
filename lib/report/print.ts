import type { AccessOfCluster, AccessRow, ProviderRow } from "../answers/access";
import { list, visible } from "../aws/text";
import { tableLines } from "./table";

/** Formats one table per cluster, aligned and without colours, for reading and for `grep`. */
export function asTables(clusters: readonly AccessOfCluster[]): string {
  return clusters.map(tableOf).join("\n");
}

const HEAD = ["PRINCIPAL", "TYPE", "POLICY OR GROUP", "SCOPE", "UNTIL", "GRANTED AT"];
const UNTIL = HEAD.indexOf("UNTIL");

/** Returns the head and the rows of a table. It says until when only if something has an end. */
export function tableOfRows(rows: readonly AccessRow[]): { readonly head: string[]; readonly cells: string[][] } {
  const shown = (cells: readonly string[]) =>
    rows.some(({ until }) => until !== undefined) ? [...cells] : cells.toSpliced(UNTIL, 1);
  return { head: shown(HEAD), cells: rows.map((row) => shown(cellsOf(row))) };
}

function tableOf(of: AccessOfCluster): string {
  const { cluster, account, region, access } = of;
  const lines = access.length > 0 ? rowLines(access) : ["no entry"];
  return [visible(`${cluster} (${account}, ${region})`), ...lines, ...remarksOf(of).map(visible)]
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

/** Returns what is to be said of a cluster below its entries. */
export const remarksOf = ({ madeByEks, identityProviders, bestPractices }: AccessOfCluster): string[] => [
  ...(madeByEks.length > 0 ? [`and the entries that EKS makes by itself, for ${list(madeByEks, "and")}`] : []),
  ...identityProviders.map(providerLine),
  ...bestPractices.map(({ message, location }) => `best practice: ${location}: ${message}`),
];

/** Formats rows as the lines of a table, with its head. */
export function rowLines(rows: readonly AccessRow[]): string[] {
  const { head, cells } = tableOfRows(rows);
  return tableLines(head, cells);
}

function providerLine({ issuerUrl, clientId, requiredClaims = {}, location }: ProviderRow): string {
  const claims = Object.entries(requiredClaims).map(([claim, value]) => `${claim}: ${value}`);
  const narrowed = claims.length > 0 ? ` with ${list(claims, "and")}` : "";
  return `and whoever ${issuerUrl} gives a token for ${clientId}${narrowed}, by ${location}`;
}

function cellsOf({
  principal,
  type,
  policy,
  scope,
  group,
  until = "-",
  released,
  location: place,
}: AccessRow): string[] {
  const location = released ? `${place} (let go of)` : place;
  if (group !== undefined) return [principal, type, `group ${group}`, "as its bindings say", until, location];
  if (policy === undefined || scope === undefined) return [principal, type, "-", "-", until, location];
  return [
    principal,
    type,
    policy,
    scope.type === "cluster" ? "cluster" : `in ${scope.namespaces.join(", ")}`,
    until,
    location,
  ];
}

import type { AccessRow } from "../answers/access";
import { list } from "../aws/text";
import { rowLines } from "../report/print";
import type { Access } from "./facts";
import { type Grant, type Wanted, wanted } from "./grants";
import { below, type Result, result } from "./result";

const SHOWN = 20;

/** Formats rows as a table, the first of them if there are many. */
export function tableOf(rows: readonly AccessRow[]): string[] {
  if (rows.length === 0) return ["no entry"];
  const others = rows.length - SHOWN;
  return [...rowLines(rows.slice(0, SHOWN)), ...(others > 0 ? [`and ${others} more`] : [])];
}

/** Whether some row is the grant. */
export function givesAccess(access: Access, grant: Grant): Result {
  const asked = wanted(grant, access);
  const found = access.rows.filter(asked.fits);
  return result(
    found.length > 0,
    () => below(`${asked.what} does not go to ${asked.whom}; give it, or expect what is there:`, near(asked, access)),
    () => below(`${asked.what} goes to ${asked.whom}:`, tableOf(found)),
  );
}

/** Returns the rows that come closest: those of the principal, else all. */
function near({ grant, isTo }: Wanted, { rows }: Access): string[] {
  const ofPrincipal = grant.to === undefined ? [] : rows.filter(({ principal }) => isTo(principal));
  return tableOf(ofPrincipal.length > 0 ? ofPrincipal : rows);
}

/**
 * Whether the rows are these and no others. A grant with a policy and no namespaces is one in the whole cluster; one with
 * neither policy nor group is an entry with neither.
 */
export function givesExactly(access: Access, grants: readonly Grant[]): Result {
  const asked = grants.map((grant) => wanted(whole(grant), access)).sort((a, b) => openness(a) - openness(b));
  const left = [...access.rows];
  const missing = asked.filter(({ grant, fits }) => {
    const at = left.findIndex((row) => fits(row) && (!isBare(grant) || isBare(row)));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const lines = () => [
    ...missing.map(({ what, whom }) => `- ${what} to ${whom}`),
    ...(left.length > 0 ? tableOf(left).map((line, index) => `${index === 0 ? " " : "+"} ${line}`) : []),
  ];
  return result(
    missing.length + left.length === 0,
    () => below(`access is not as expected: ${list(counts(missing, left), "and")}`, lines()),
    () => below("access is exactly as it should not be:", tableOf(access.rows)),
  );
}

function whole(grant: Grant): Grant {
  const { policy, namespaces, cluster = policy !== undefined && namespaces === undefined } = grant;
  return policy === undefined ? grant : { ...grant, cluster };
}

/** Whether it says nothing of a policy or a group. */
const isBare = (given: Grant | AccessRow): boolean =>
  ["policy", "group", "namespaces", "cluster"].every((key) => Reflect.get(given, key) === undefined);

/** What matches many rows takes its row last. */
const openness = ({ grant }: Wanted): number =>
  Object.values(grant).filter((value) => typeof value === "object").length;

const counts = (missing: readonly Wanted[], left: readonly AccessRow[]): string[] => [
  ...(missing.length > 0 ? [`${missing.length} missing (-)`] : []),
  ...(left.length > 0 ? [`${left.length} not expected (+)`] : []),
];

import { endOf } from "../aws/terraform/until";
import { didYouMean, isToken, list, quote, someOf } from "../aws/text";
import { isWarning } from "./catalogue";
import { ACCEPTABLE_NAMES, isOwnCheck } from "./checks/catalogue";
import type { PlanContext } from "./context";
import { type Diagnostic, type Path, showPath } from "./diagnostics";
import type { Acceptance } from "./types";

/** Sections whose items have keys, and sections that are one item each. */
const KEYED = [
  "nodeClasses",
  "nodePools",
  "nodeRoles",
  "otherRoles",
  "identityPolicies",
  "access",
  "identityProviders",
  "workloads",
];
const WHOLE = ["cluster", "clusterRole", "iam", "tags", "terraform"];

/** Returns the warnings and checks that the file accepts. Reports names under `accept` that are none. */
export function acceptedWarnings({ config, diagnostics }: PlanContext): Acceptance[] {
  const items = itemsOf(config.given);
  return Object.entries(config.accept).flatMap(([rule, given]): Acceptance[] => {
    if (!isWarning(rule) && !isOwnCheck(rule)) {
      diagnostics.report(
        "accept-name",
        ["accept", rule],
        `a warning or check is one of ${ACCEPTABLE_NAMES.join(", ")}, got ${quote(rule)}${didYouMean(rule, ACCEPTABLE_NAMES) || "; write the name that stands behind the warning"}`,
      );
      return [];
    }
    if (typeof given === "string") return [{ rule, reason: given }];
    const until = endOfAcceptance(given.until, ["accept", rule, "until"], diagnostics);
    const on = given.on?.map((name, index) => {
      const [item, ...others] = items.get(name) ?? [];
      if (item !== undefined && others.length === 0) return item;
      const message =
        item === undefined
          ? noSuchItem(name, items)
          : `${quote(name)} is the key of ${list([item, ...others], "and")}; write which`;
      diagnostics.report("accept-item", ["accept", rule, "on", index], message);
      return null;
    });
    return [{ rule, reason: given.because, ...(on && { on }), ...(until !== undefined && { until }) }];
  });
}

function endOfAcceptance(
  until: string | undefined,
  path: Path,
  diagnostics: PlanContext["diagnostics"],
): string | undefined {
  if (isToken(until)) {
    const message = `a day or a time, got a token, ${quote(until)}: eks-access check compares it, and Terraform never sees it; write it as it is: 2027-03-31`;
    diagnostics.report("until", path, message);
  }
  return until === undefined ? undefined : endOf(until);
}

function noSuchItem(name: string, items: ReadonlyMap<string, readonly string[]>): string {
  const names = () => [...items.keys()].filter((one) => !one.includes("."));
  return `no item ${quote(name)} is in this file${didYouMean(name, items.keys()) || `; the items here: ${someOf(names()) || "none"}`}`;
}

/** Returns the items of a configuration, by their names: `access.ops`, and `ops` too. */
function itemsOf(given: object): ReadonlyMap<string, readonly string[]> {
  const items = new Map<string, string[]>();
  const add = (name: string, item: string) => items.set(name, [...(items.get(name) ?? []), item]);
  for (const [section, value] of Object.entries(given)) {
    if (WHOLE.includes(section)) add(section, section);
    if (!KEYED.includes(section)) continue;
    for (const key of Object.keys(value ?? {})) {
      const item = showPath([section, key]);
      add(item, item);
      add(key, item);
    }
  }
  return items;
}

/** Returns the item that a path is in; undefined if the path is about the file as a whole. */
function itemOf([section, key]: Path): string | undefined {
  if (section === undefined || WHOLE.includes(String(section))) return section?.toString();
  return key === undefined ? undefined : showPath([section, key]);
}

/** Returns the items that a diagnostic is about. There are none if it is about the file as a whole. */
const itemsAbout = ({ path, items = [path] }: Diagnostic): string[] => [
  ...new Set(items.flatMap((item) => itemOf(item) ?? [])),
];

/** What an acceptance covers. */
export type Covered = Omit<Acceptance, "reason" | "until">;

/** What of the acceptances was needed is `<rule>`, and `<rule> <item>` for each named item. */
export interface Accepted<Warning> {
  /** Warnings that are not accepted, each with what to write so that it is. */
  readonly left: readonly Warning[];
  /** Those that are. */
  readonly accepted: readonly Warning[];
  readonly used: ReadonlySet<string>;
}

/**
 * Finds the warnings that are not accepted, and says how each would be. A reason alone covers a warning about the file
 * as a whole, or about one item; if several items have the warning, `on` must name those that it covers, so that it does
 * not cover later ones.
 */
export function notAccepted<Warning extends Diagnostic>(
  warnings: readonly Warning[],
  acceptances: readonly Covered[],
): Accepted<Warning> {
  const byRule = new Map(acceptances.map(({ rule, on }) => [String(rule), { on: on && new Set<unknown>(on) }]));
  const items = new Map<string, Set<string>>();
  const used = new Set<string>();
  for (const { rule, path, items: several } of warnings) {
    const item = several === undefined ? itemOf(path) : undefined;
    if (item !== undefined) items.set(rule, (items.get(rule) ?? new Set()).add(item));
  }
  const itemsOfRules = new Map([...items].map(([rule, about]) => [rule, [...about]]));
  const accepted: Warning[] = [];
  const left = warnings.flatMap((warning): Warning[] => {
    const { rule } = warning;
    const about = itemsAbout(warning);
    const all = itemsOfRules.get(rule) ?? [];
    const several = warning.items === undefined && about.length > 0 && all.length > 1;
    const acceptance = byRule.get(rule);
    if (acceptance === undefined) {
      return [
        { ...warning, ...(!rule.startsWith("accept-") && { acceptance: wayToAccept(rule, several ? about : []) }) },
      ];
    }
    used.add(rule);
    const { on } = acceptance;
    if (on !== undefined) {
      for (const item of about) used.add(`${rule} ${item}`);
      if (about.length === 0 || !about.every((item) => on.has(item))) return [warning];
      accepted.push(warning);
      return [];
    }
    if (!several) {
      accepted.push(warning);
      return [];
    }
    const message = `${warning.message}; accept names the items that it covers: ${wayToAccept(rule, all)}`;
    return [{ ...warning, message }];
  });
  return { left, accepted, used };
}

/** What of some acceptances counts as needed, however it is: what is about checks, which warnings do not tell. */
export const usedByChecks = (acceptances: readonly Covered[]): string[] =>
  acceptances.flatMap(({ rule, on = [] }) => (isOwnCheck(rule) ? [rule, ...on.map((item) => `${rule} ${item}`)] : []));

const SHOWN_ITEMS = 8;

/** Returns what to write so that a warning is accepted, for the file as a whole or for items. */
function wayToAccept(rule: string, items: readonly string[]): string {
  const shown = [...items.slice(0, SHOWN_ITEMS), ...(items.length > SHOWN_ITEMS ? ["…"] : [])].join(", ");
  return `accept: { ${rule}: ${items.length === 0 ? "<reason>" : `{ on: [${shown}], because: … }`} }`;
}

/** Warns of acceptances that nothing needs any more. */
export function validateUse(acceptances: readonly Covered[], used: ReadonlySet<string>): Diagnostic[] {
  return acceptances.flatMap(({ rule, on = [] }): Diagnostic[] => {
    // what is no item is told already
    if (!used.has(rule) && on.includes(null)) return [];
    if (!used.has(rule)) {
      return [unused(["accept", rule], `nothing here has the warning ${rule}; leave it out`)];
    }
    return on.flatMap((item, index) =>
      item === null || used.has(`${rule} ${item}`)
        ? []
        : [unused(["accept", rule, "on", index], `${item} does not have the warning ${rule}; leave it out`)],
    );
  });
}

const unused = (path: Path, message: string): Diagnostic => ({ rule: "accept-unused", path, message });

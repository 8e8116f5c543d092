import { didYouMean, list, quote, someOf } from "../aws/text";
import { isWarning, WARNING_NAMES } from "./catalogue";
import type { PlanContext } from "./context";
import { type Diagnostic, type Path, showPath } from "./diagnostics";
import type { Acceptance } from "./types";

/** Sections whose items have keys, and sections that are one item each. */
const KEYED = [
  "nodeClasses",
  "nodeRoles",
  "otherRoles",
  "identityPolicies",
  "access",
  "identityProviders",
  "workloads",
];
const WHOLE = ["cluster", "clusterRole", "iam", "tags", "terraform"];

/** Returns the warnings that the file accepts. Reports names under `accept` that are none. */
export function acceptedWarnings({ config, diagnostics }: PlanContext): Acceptance[] {
  const items = itemsOf(config.given);
  return Object.entries(config.accept).flatMap(([rule, given]): Acceptance[] => {
    if (!isWarning(rule)) {
      diagnostics.report(
        "accept-name",
        ["accept", rule],
        `a warning is one of ${WARNING_NAMES.join(", ")}, got ${quote(rule)}; write the name that stands behind the warning`,
      );
      return [];
    }
    if (typeof given === "string") return [{ rule, reason: given }];
    const on = given.on.map((name, index) => {
      const [item, ...others] = items.get(name) ?? [];
      if (item !== undefined && others.length === 0) return item;
      const message =
        item === undefined
          ? noSuchItem(name, items)
          : `${quote(name)} is the key of ${list([item, ...others], "and")}; write which`;
      diagnostics.report("accept-item", ["accept", rule, "on", index], message);
      return name;
    });
    return [{ rule, reason: given.because, on }];
  });
}

function noSuchItem(name: string, items: ReadonlyMap<string, readonly string[]>): string {
  const names = [...items.keys()].filter((one) => !one.includes("."));
  return `no item ${quote(name)} is in this file${didYouMean(name, items.keys()) || `; the items here: ${someOf(names) || "none"}`}`;
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

/**
 * Returns the warnings that are not accepted. A reason alone covers a warning about the file as a whole, or about one
 * item; if several items have the warning, `on` must name those that it covers, so that it does not cover later ones.
 */
export function notAccepted<Warning extends Diagnostic>(
  warnings: readonly Warning[],
  acceptances: readonly Acceptance[],
): Warning[] {
  const byRule = new Map<string, Acceptance>(acceptances.map((acceptance) => [acceptance.rule, acceptance]));
  const items = new Map<string, Set<string>>();
  const advice = new Map<string, string>();
  for (const { rule, path, items: several } of warnings) {
    const item = several === undefined ? itemOf(path) : undefined;
    if (item !== undefined) items.set(rule, (items.get(rule) ?? new Set()).add(item));
  }
  return warnings.flatMap((warning): Warning[] => {
    const acceptance = byRule.get(warning.rule);
    if (acceptance === undefined) return [warning];
    const { on } = acceptance;
    const about = itemsAbout(warning);
    if (on !== undefined) return about.length > 0 && about.every((item) => on.includes(item)) ? [] : [warning];
    const all = items.get(warning.rule) ?? new Set();
    if (warning.items !== undefined || about.length === 0 || all.size <= 1) return [];
    const said = advice.get(warning.rule) ?? itemAdvice(warning.rule, [...all]);
    advice.set(warning.rule, said);
    return [{ ...warning, message: `${warning.message}; ${said}` }];
  });
}

const SHOWN_ITEMS = 8;

function itemAdvice(rule: string, items: readonly string[]): string {
  const shown = [...items.slice(0, SHOWN_ITEMS), ...(items.length > SHOWN_ITEMS ? ["…"] : [])].join(", ");
  return `accept names the items that it covers: accept: { ${rule}: { on: [${shown}], because: … } }`;
}

import { didYouMean, quote, someOf } from "../aws/text";
import { isWarning, WARNING_NAMES } from "./catalogue";
import type { PlanContext } from "./context";
import { type Diagnostic, type Path, showPath } from "./diagnostics";
import type { Acceptance } from "./types";

/** Sections whose items have keys, and sections that are one item each. */
const KEYED = ["nodeClasses", "nodeRoles", "otherRoles", "identityPolicies", "access", "workloads"];
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
    for (const [index, item] of given.on.entries()) {
      if (items.has(item)) continue;
      const advice = didYouMean(item, items) || `; the items here: ${someOf([...items]) || "none"}`;
      diagnostics.report(
        "accept-item",
        ["accept", rule, "on", index],
        `no item ${quote(item)} is in this file${advice}`,
      );
    }
    return [{ rule, reason: given.because, on: given.on }];
  });
}

/** Returns the items of a configuration, as `on` names them. */
function itemsOf(given: object): Set<string> {
  return new Set(
    Object.entries(given).flatMap(([section, value]: [string, unknown]) =>
      KEYED.includes(section)
        ? Object.keys(value ?? {}).map((key) => showPath([section, key]))
        : WHOLE.filter((one) => one === section),
    ),
  );
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

import { defaultUsername } from "../aws/eks/entry-types";
import { isMapping, type Mapping } from "../load/mapping";
import type { LoadedPlan } from "../load/plan-file";
import { showPath } from "../plan/diagnostics";
import type { PlannedEntry } from "../plan/types";
import type { ItemRow, Row } from "./row";
import { flow } from "./text";

/** What a file has already: an item about something, and its access entry, if it has one. */
interface There {
  readonly path: string;
  readonly section: string;
  readonly entry?: PlannedEntry;
}

/**
 * Leaves out what a file has already: an entry for the same principal, or an item for the same role or pods. An item
 * whose entry would differ from that of the file becomes a question, because an entry beats a row of aws-auth.
 *
 * @param alone plans a file with this item alone; undefined if the rules refuse it
 */
export function withoutThere(
  rows: readonly Row[],
  file: LoadedPlan,
  alone: (row: ItemRow) => LoadedPlan["plan"] | undefined,
): readonly Row[] {
  const all = itemsOf(file);
  return rows.map((row): Row => {
    if (row.is !== "item") return row;
    const there = identityOf(row.section, row.value).flatMap((identity) => all.get(identity) ?? [])[0];
    if (there === undefined) return row;
    const { places } = row;
    if (sameEntry(row, there, alone(row))) {
      return { is: "left out", places, because: `${there.path} of the file has it`, there: true };
    }
    const question = `differs from ${there.path}: the row gives ${givenBy(row)}; change the item, or remove the row`;
    return { is: "question", places, question };
  });
}

function sameEntry(row: ItemRow, { entry, section }: There, plan: LoadedPlan["plan"] | undefined): boolean {
  if (row.section !== "access" && row.section !== "nodeRoles") return true;
  if (entry === undefined) return row.section === section;
  const arn = entry.principalArn.toLowerCase();
  const own = plan?.entries.find(({ principalArn }) => principalArn.toLowerCase() === arn);
  return own !== undefined && accessBy(own) === accessBy(entry);
}

/** What an entry gives, in one spelling. */
function accessBy({ type, madeBy, principalArn, groups = [], username, associations }: PlannedEntry): string {
  return JSON.stringify({
    type,
    madeBy,
    groups: [...groups].sort(),
    username: username === defaultUsername(principalArn) ? undefined : username,
    policies: associations
      .map(({ policyArn, scope }) =>
        scope.type === "cluster" ? policyArn : `${policyArn} ${[...scope.namespaces].sort().join()}`,
      )
      .sort(),
  });
}

/** `policies [AmazonEKSViewPolicy], groups [a]` */
function givenBy({ section, value: { kind, policies, groups, username } }: ItemRow): string {
  if (section === "nodeRoles") return `an entry of ${kind} nodes`;
  const given = Object.entries({ policies, groups, username }).filter(([, one]) => one !== undefined);
  return given.map(([key, one]) => `${key} ${flow(one)}`).join(", ") || "no policies and no groups";
}

/** Returns what a file has items about. */
function itemsOf({ plan, config }: LoadedPlan): Map<string, There> {
  const there = new Map<string, There>();
  for (const entry of plan.entries) {
    const { principalArn, path } = entry;
    there.set(principalArn.toLowerCase(), { path: showPath(path), section: String(path[0]), entry });
  }
  for (const [section, items] of Object.entries(config)) {
    if (!isMapping(items)) continue;
    for (const [key, item] of Object.entries(items)) {
      for (const identity of isMapping(item) ? identityOf(section, item) : []) {
        there.set(identity, { ...there.get(identity), path: showPath([section, key]), section });
      }
    }
  }
  return there;
}

/** What an item is about: two items about one thing cannot stand in one file. */
function identityOf(section: string, value: Mapping): string[] {
  const { principal, arn, serviceAccount, addon, controller } = value;
  if (section === "workloads") return [serviceAccount, addon, controller].flatMap((one) => (one ? [flow(one)] : []));
  return [principal, arn].flatMap((one) => (typeof one === "string" ? [one.toLowerCase()] : []));
}

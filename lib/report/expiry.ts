import type { Ending } from "../answers/expiry";
import { accessPolicyName } from "../aws/eks/access-policies";
import { lastOf } from "../aws/terraform/until";
import { byCodePoint } from "../aws/text";
import type { LoadedPlan } from "../load/load";
import type { Path } from "../plan/diagnostics";
import type { Expiring } from "../plan/expiring";
import { isReleased } from "../plan/release";
import type { PlannedEntry } from "../plan/types";
import type { PlannedWorkload } from "../plan/workloads/types";
import { codeRow, row } from "./markdown";
import { tableLines } from "./table";

const DAY = 24 * 60 * 60 * 1000;

/**
 * Returns everything that has an end, the first to end first. What a shared file gives several stacks is one. What
 * Terraform lets go of does not end, and is left out.
 *
 * @param now an instant, as text
 */
export function endingsOf(plans: readonly LoadedPlan[], now: string): Ending[] {
  const endings = new Map<string, Ending>();
  for (const loaded of plans) {
    for (const ending of endingsOfFile(loaded, now)) {
      const { stacks: _, ...same } = ending;
      const key = JSON.stringify(same);
      const stacks = [...(endings.get(key)?.stacks ?? []), ...ending.stacks];
      endings.set(key, { ...ending, stacks: stacks.sort(byCodePoint) });
    }
  }
  return [...endings.values()].sort(inOrder);
}

const inOrder = (a: Ending, b: Ending): number =>
  byCodePoint(a.ends, b.ends) ||
  byCodePoint(a.who.join(), b.who.join()) ||
  byCodePoint(a.policy ?? "", b.policy ?? "") ||
  byCodePoint(a.location, b.location);

/** Something that may have an end, and where this stands. */
interface Stated extends Pick<Ending, "who" | "policy"> {
  readonly end: Expiring;
  readonly path: Path;
}

function endingsOfFile({ name, plan, locationOf }: LoadedPlan, now: string): Ending[] {
  const stated = [
    ...plan.entries
      .filter(({ id }) => !isReleased(id, plan.released))
      .flatMap((entry) => statedIn(entry, plan.cluster.partition)),
    ...plan.workloads.filter(({ released }) => !released).map(statedBy),
  ];
  return stated.flatMap(({ end: { until, reason }, path, ...what }): Ending[] => {
    if (until === undefined || reason === undefined) return [];
    const left = Date.parse(until) - Date.parse(now);
    return [
      {
        until: lastOf(until),
        ends: until,
        expired: left <= 0,
        daysLeft: left <= 0 ? null : Math.ceil(left / DAY) - 1,
        ...what,
        stacks: [name],
        reason,
        location: locationOf([...path, "until"]),
      },
    ];
  });
}

/** An item, and its policies that end before it. */
function statedIn(entry: PlannedEntry, partition: string): Stated[] {
  const { principalArn, path, associations } = entry;
  const who = [principalArn];
  const earlier = associations.filter(({ until }) => until !== entry.until);
  return [
    { end: entry, who, path },
    ...earlier.map((association) => ({
      end: association,
      who,
      policy: accessPolicyName(association.policyArn, partition),
      path: association.path?.slice(0, -1) ?? path,
    })),
  ];
}

const statedBy = (workload: PlannedWorkload): Stated => ({
  end: workload,
  who: [
    ...new Set([...workload.podIdentity, ...workload.irsa].map(({ namespace, name }) => `pod:${namespace}/${name}`)),
  ],
  path: ["workloads", workload.key],
});

const HEAD = ["UNTIL", "LEFT", "WHO", "WHAT", "ON", "REASON", "GRANTED AT"];

const cellsOf = ({ until, daysLeft, who, policy = "all of it", stacks, reason, location }: Ending): string[] => [
  until,
  leftOf(daysLeft),
  who.join(", "),
  policy,
  stacks.join(", "),
  reason,
  location,
];

const leftOf = (days: number | null): string =>
  days === null ? "expired" : days === 0 ? "last day" : days === 1 ? "1 day" : `${days} days`;

/** What to do with what is over. */
const ADVICE = "expired: the next apply takes it away, if none has done so; then take it out of the files";

const adviceOn = (endings: readonly Ending[]): string[] => (endings.some(({ expired }) => expired) ? [ADVICE] : []);

const nothing = (days: number): string =>
  Number.isFinite(days) ? `nothing is expired or ends within ${days} days` : "nothing has an end";

/** Formats a table for reading and for `grep`. */
export const asExpiryTable = (endings: readonly Ending[], days: number): string =>
  [...(endings.length > 0 ? tableLines(HEAD, endings.map(cellsOf)) : [nothing(days)]), ...adviceOn(endings)]
    .map((line) => `${line}\n`)
    .join("");

/** Formats a table in the Markdown of GitHub and GitLab. */
export function asExpiryMarkdown(endings: readonly Ending[], days: number): string {
  if (endings.length === 0) return `${nothing(days)}\n`;
  const table = [row(HEAD), row(HEAD.map(() => "---")), ...endings.map((ending) => codeRow(cellsOf(ending)))];
  return [...table, ...adviceOn(endings).flatMap((line) => ["", line]), ""].join("\n");
}

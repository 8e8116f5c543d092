import { list } from "../../aws/text";
import type { FleetCluster } from "./fleet";
import { type Html, html } from "./html";
import { LEVELS, type LevelName } from "./powers";

/** A part of the report, with the heading that the contents name. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** What the reader finds here. */
  readonly lead: string | Html;
  readonly content: readonly Html[];
}

/** The letter of a level. What it means stands in the key of the matrix. */
export const mark = (level: LevelName): Html => html`<b class="m">${LEVELS[level].mark}</b>`;

/** Links to the row of a cluster. */
export const linkTo = ({ anchor, label }: FleetCluster): Html => html`<a href="#${anchor}">${label}</a>`;

/** The attribute by which the filter finds what is about a cluster. */
export const about = ({ index }: FleetCluster): Html => html` data-c="${index}"`;

/** Shows the name of an access policy without what all of them have. The whole name is in the part about policies. */
export const shortPolicy = (policy: string): string => /^AmazonEKS(\w+)Policy$/.exec(policy)?.[1] ?? policy;

/** Joins names, and counts those beyond the first few: `a, b and 3 others`. One more than these is named too. */
export function fewOf(names: readonly string[], most: number, others = "others"): string {
  const more = names.length - most;
  return list(more > 1 ? [...names.slice(0, most), `${more} ${others}`] : names, "and");
}

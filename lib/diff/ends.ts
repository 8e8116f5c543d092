import { type Fact, type Facts, factsAbout } from "./fact";
import type { Sentence } from "./sentence";

/** The instant at which access ends; undefined if it does not. */
type End = string | undefined;

/** Whether access that ends at one instant ends later than at another. What has no end ends last. */
export const endsLater = (one: End, other: End): boolean => other !== undefined && (one === undefined || one > other);

/** Returns when an access policy ends: by itself or with its entry. */
export const endOfPolicy = ({ subject, value }: Fact<"access policy">, facts: Facts): End =>
  value.until ?? factsAbout(facts, subject, "entry")[0]?.value.until;

/** Says that access lasts longer than before. */
export function endReasons(from: End, to: End): Sentence[] {
  if (!endsLater(to, from)) return [];
  return [[to === undefined ? "it does not end any more" : "it ends later"]];
}

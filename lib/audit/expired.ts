import { lastOf } from "../aws/terraform/until";
import type { Expiring } from "../plan/expiring";
import type { Planned } from "./expected";
import { type Finding, finding } from "./finding";

/** Says that something has ended by its file, and is still there. */
export function expired(
  { item: { until = "", reason }, location }: Pick<Planned<Expiring>, "item" | "location">,
  about: Pick<Finding, "subject" | "of" | "found">,
): Finding {
  const planned = `until ${lastOf(until)}${reason === undefined ? "" : `: ${reason}`}`;
  return finding("expired", { ...about, planned, location, advice: "apply the stack, which destroys it" });
}

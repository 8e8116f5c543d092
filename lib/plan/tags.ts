import { TAGS } from "../aws/tags";
import type { PlanContext } from "./context";
import type { Path } from "./diagnostics";

interface Tagged {
  readonly tags?: Readonly<Record<string, string>>;
  readonly path: Path;
  /** "a role" */
  readonly what: string;
}

/** Tags of an item and those of the whole file together: the provider adds the latter to every resource. */
export function validateTagCount({ tags = {}, path, what }: Tagged, { config, diagnostics }: PlanContext): void {
  const top = Object.keys(config.tags);
  const own = Object.keys(tags);
  const total = new Set([...top, ...own]).size;
  const max = TAGS.max ?? total;
  // too many in one place is a matter of that place alone
  if (total <= max || own.length > max || top.length > max) return;
  diagnostics.report(
    "tags",
    [...path, "tags"],
    `at most ${max} tags on ${what}, got ${total}: ${top.length} from the top of the file and the others here; leave some out`,
  );
}

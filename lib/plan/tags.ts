import { TAGS } from "../aws/tags";
import type { PlanContext } from "./context";
import type { Path } from "./diagnostics";

interface Tagged {
  readonly tags?: Readonly<Record<string, string>>;
  readonly path: Path;
  /** What has the tags, for messages: "a role". */
  readonly what: string;
}

/**
 * Reports too many tags on an item. The provider adds the file's tags to each resource, so both are counted together.
 */
export function validateTagCount({ tags = {}, path, what }: Tagged, { config, diagnostics }: PlanContext): void {
  const top = Object.keys(config.tags);
  const own = Object.keys(tags);
  const { max = Number.POSITIVE_INFINITY } = TAGS;
  // too many tags in one place alone are reported there
  if (top.length + own.length <= max || own.length > max || top.length > max) return;
  const total = new Set([...top, ...own]).size;
  if (total <= max) return;
  diagnostics.report(
    "tags",
    [...path, "tags"],
    `at most ${max} tags on ${what}, got ${total}: ${top.length} from the top of the file and the others here; leave some out`,
  );
}

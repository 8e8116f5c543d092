import { nameOfArn } from "../aws/arn";
import type { Change, ClusterDiff } from "../diff/diff";
import { joined, type Sentence, words } from "../diff/sentence";

/** What belongs to an entry or a role, and comes and goes with it. */
const PARTS: Readonly<Partial<Record<Change["what"], readonly Change["what"][]>>> = {
  entry: ["access policy", "group"],
  role: ["role policy", "inline policy"],
};

/**
 * Returns the changes that readers see: what goes with an entry or role is said with it, and what comes with one is too, if
 * nobody must look at it. An entry alone is not said where its policies and groups are.
 */
export function linesOf({ changes }: Pick<ClusterDiff, "changes">): readonly Change[] {
  const wholes = changes.filter(({ what, how }) => PARTS[what] !== undefined && how !== "changed");
  const partsOf = (whole: Change) =>
    changes.filter(
      ({ what, how, subject }) => PARTS[whole.what]?.includes(what) && how === whole.how && subject === whole.subject,
    );
  const folded = new Map(wholes.map((whole) => [whole, partsOf(whole).filter(({ escalation }) => !escalation)]));
  const hidden = new Set([...folded.values()].flat());
  for (const [whole, parts] of folded) {
    const implied = whole.how === "added" && whole.what === "entry" && whole.details.length === 0;
    if (implied && parts.length < partsOf(whole).length) {
      hidden.add(whole);
      for (const part of parts) hidden.delete(part);
    }
  }
  return changes.flatMap((change) => {
    if (hidden.has(change)) return [];
    const parts = folded.get(change) ?? [];
    return parts.length === 0 ? [change] : [{ ...change, sentence: withParts(change, parts) }];
  });
}

function withParts({ how, sentence }: Change, parts: readonly Change[]): Sentence {
  const names = parts.map(({ what, name }) => {
    const shown = words`${name.includes("::aws:policy/") ? nameOfArn(name) : name}`;
    return what === "group" || what === "inline policy" ? words`${[`the ${what} `]}${shown}` : shown;
  });
  return words`${sentence}${[how === "taken" ? ", and with it " : ", with "]}${joined(names)}`;
}

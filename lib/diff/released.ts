import { type Fact, type Facts, factsAbout, keyOf } from "./fact";
import type { Around } from "./row";
import { type Sentence, words } from "./sentence";

/**
 * Returns what Terraform makes or manages before and after. What it let go of before does not count: nobody knows whether it
 * stands at AWS. What it lets go of now stays as it was before, whatever the later files say of it.
 */
export function aroundOf(account: string, before: Facts, after: Facts): Around {
  const from = managed(before);
  const kept = [...from].filter(([, fact]) => isLetGo(fact, after));
  return { account, from, to: new Map([...managed(after), ...kept]) };
}

const managed = (facts: Facts): Facts => new Map([...facts].filter(([, { released }]) => !released));

/** Groups are no resource of their own: they stay with the entry, also one that its item no longer names. */
const isLetGo = (fact: Fact, after: Facts): boolean =>
  (after.get(keyOf(fact)) ?? (fact.kind === "group" ? factsAbout(after, fact.subject, "entry")[0] : undefined))
    ?.released ?? false;

/** Names what was managed before and is let go of, each subject once. */
export function letGoNotes(before: Facts, after: Facts): Sentence[] {
  const subjects = new Map<string, Fact>();
  for (const [key, fact] of after) {
    const isNow = fact.released && before.get(key)?.released === false;
    if (isNow && !subjects.has(fact.subject.id)) subjects.set(fact.subject.id, fact);
  }
  return [...subjects.values()].map(
    ({ subject, location }) =>
      words`${subject.label}: Terraform forgets what the item with ${"release: true"} names, and it stays at AWS as it is (${location})`,
  );
}

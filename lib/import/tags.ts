import { isTagOfAws } from "../aws/tags";
import { REASON_TAG, UNTIL_TAG } from "../plan/expiry";

/** AWS tags. */
export type Tags = Readonly<Record<string, string>>;

/** They tell of one entry, and a file refuses them beside `until`. */
const OF_ENDS: readonly string[] = [UNTIL_TAG, REASON_TAG];

/** What a tag of a whole file may hold without being refused there: such a refusal would be about no item. */
const PLAIN = /^[\w .:/=+@-]{1,128}$/;

/** Returns the tags that people set. */
export const ownTags = (tags: Tags): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !isTagOfAws(key)));

export const sameTags = (some: Tags, others: Tags): boolean =>
  Object.keys(some).length === Object.keys(others).length &&
  Object.entries(some).every(([key, value]) => Object.hasOwn(others, key) && others[key] === value);

/** The tags of what is taken over. */
export interface TagsOf {
  /** Items of `access` can have tags of their own. */
  readonly entries: readonly Tags[];
  /** A Pod Identity association has those of the file alone. */
  readonly associations: readonly Tags[];
}

/**
 * Returns the tags that a file gives everything: those that all associations have, if every entry has the key, since an
 * item can have another value; without associations, those that all entries have.
 */
export function commonTags({ entries, associations }: TagsOf): Tags {
  const [first = {}, ...others] = associations.length > 0 ? associations : entries;
  const isCommon = ([key, value]: [string, string]) =>
    !OF_ENDS.includes(key) &&
    [key, value].every((text) => PLAIN.test(text)) &&
    others.every((tags) => Object.hasOwn(tags, key) && tags[key] === value) &&
    entries.every((tags) => Object.hasOwn(tags, key));
  return Object.fromEntries(Object.entries(first).filter(isCommon));
}

/** Tags of something that exists, beside those that the file gives everything. */
export interface TagsBeside {
  /** What is left to write on the item. */
  readonly own: Tags;
  /** Tags of the file that it does not have: the first apply sets them. */
  readonly added: readonly string[];
}

export function beside(tags: Tags, ofFile: Tags): TagsBeside {
  return {
    own: Object.fromEntries(Object.entries(tags).filter(([key, value]) => ofFile[key] !== value)),
    added: Object.keys(ofFile).filter((key) => !Object.hasOwn(tags, key)),
  };
}

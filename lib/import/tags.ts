/** AWS tags. */
export type Tags = Readonly<Record<string, string>>;

/** AWS sets these itself. */
const OF_AWS = /^aws:/i;

/** What a tag of a whole file may hold without being refused there: such a refusal would be about no item. */
const PLAIN = /^[\w .:/=+@-]{1,128}$/;

/** Returns the tags that people set. */
export const ownTags = (tags: Tags): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !OF_AWS.test(key)));

/** Returns the tags that all have. */
export function commonTags([first = {}, ...others]: readonly Tags[]): Tags {
  return Object.fromEntries(
    Object.entries(first).filter(
      ([key, value]) =>
        PLAIN.test(key) && PLAIN.test(value) && others.every((tags) => Object.hasOwn(tags, key) && tags[key] === value),
    ),
  );
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

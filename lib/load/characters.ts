import { HIDDEN } from "../aws/text";
import type { Finding } from "./finding";

/** What a file may not contain: hidden characters other than tabs and line breaks. */
const REFUSED = new RegExp(`(?![\\t\\n]|\\r\\n)${HIDDEN.source}`, "u");

const nameOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** Returns the hidden characters in a file, the first of each line, and letters that Terraform would write otherwise. */
export function hiddenCharacters(text: string): Finding[] {
  if (hiddenCharacter(text) === undefined) return [];
  let offset = 0;
  return text.split("\n").flatMap((line, index, { length }) => {
    const start = offset;
    offset += line.length + 1;
    // the line break, so that \r\n is seen as one
    const found = hiddenCharacter(index < length - 1 ? `${line}\n` : line);
    return found === undefined ? [] : [{ ...found, offset: start + found.offset }];
  });
}

/** Returns the first hidden character of a text. */
export function hiddenCharacter(text: string): Finding | undefined {
  const hidden = REFUSED.exec(text);
  if (hidden !== null) {
    const message = `${nameOf(hidden[0])} stands here, a character that a reader cannot see; remove it, or write a plain space`;
    return { rule: "hidden-character", message, offset: hidden.index };
  }
  const composed = text.normalize("NFC");
  if (composed === text) return undefined;
  let offset = 0;
  while (text[offset] === composed[offset]) offset += 1;
  const message = `two characters in place of ${nameOf(composed.slice(offset))}, which Terraform would join; write that one character`;
  return { rule: "hidden-character", message, offset };
}

import fc from "fast-check";

/** What is left of Markdown without its spans of code, by the rule of CommonMark. */
export function withoutCode(markdown: string): string {
  let rest = "";
  for (let at = 0; at < markdown.length; ) {
    const [character = ""] = markdown.slice(at);
    if (character === "\\") {
      rest += markdown.slice(at, at + 2);
      at += 2;
      continue;
    }
    const [fence] = /^`+/.exec(markdown.slice(at)) ?? [];
    if (fence === undefined) {
      rest += character;
      at += 1;
      continue;
    }
    const end = new RegExp(`(?<!\`)\`{${fence.length}}(?!\`)`).exec(markdown.slice(at + fence.length));
    if (end === null) return `${rest}(a fence without an end)`;
    at += fence.length + end.index + fence.length;
  }
  return rest;
}

/** What a name must not be outside of code, unless each of its characters is escaped. */
export const ACTIVE =
  /(?<!\\)(<(?!br>|!-- eks-access-(diff|prove) -->|\/?details>|\/?summary>)|\]\(|!\[|@|&(?!#\d+;)|https?:|www\.)/;

const NASTY = [
  "`",
  "``",
  "\\",
  "|",
  "<img src=x>",
  "](http://x)",
  "![",
  "@all",
  "&amp;",
  "http://x",
  "www.x.y",
  "<!--",
  "\n",
  "#1",
  "\u202e",
  "a",
];
/** Names that Markdown, HTML or GitHub would read as more than text. */
export const nastyName = fc
  .array(fc.constantFrom(...NASTY), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(""));

import { createHash } from "node:crypto";
import { visible } from "../../aws/text";
import type { Sentence } from "../../diff/sentence";

/** A piece of HTML. Texts become one through {@link html} alone, which escapes them. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in a template of {@link html}. `undefined` and `false` are nothing. */
export type Part = string | number | Html | readonly Html[] | undefined | false;

/** Makes HTML of a template: what is filled in is text, unless it is HTML already. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(texts.reduce((all, text, at) => all + textOf(parts[at - 1]) + text));

function textOf(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Html) return part.text;
  return typeof part === "object" ? part.map(({ text }) => text).join("") : escaped(String(part));
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What Unicode keeps for no character, and HTML refuses. */
const NO_CHARACTER = /\p{Noncharacter_Code_Point}/gu;

/** Returns a text in which all that a reader cannot see stands by its number. */
export const readable = (text: string): string =>
  visible(text).replace(NO_CHARACTER, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);

/** Returns a text as HTML, for an element or for a quoted attribute. */
export const escaped = (text: string): string =>
  readable(text).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? "");

/** Shows a text as code. */
export const code = (text: string): Html => html`<code>${text}</code>`;

/** Names of others in a sentence are code. */
export const sentence = (parts: Sentence): Html =>
  html`${parts.map((part) => (typeof part === "string" ? html`${part}` : code(part.name)))}`;

/** Our own prose, with what stands between backticks as code. */
export const prose = (text: string): Html =>
  html`${text.split("`").map((part, at) => (at % 2 === 0 ? html`${part}` : code(part)))}`;

/** Joins pieces with a text between them. */
export const joined = (pieces: readonly Html[], between = ", "): Html =>
  html`${pieces.map((piece, at) => html`${at > 0 && between}${piece}`)}`;

const HASH_DIGITS = 12;

/** Returns the beginning of the SHA-256 hash of a text, in hexadecimal digits. */
export const shortHash = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, HASH_DIGITS);

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Whether its cells are numbers. */
  readonly numbers?: true;
}

/** A table that is scrolled by itself where it is too wide, with the keyboard too. */
export const table = (caption: string, columns: readonly Column[], body: readonly Html[]): Html =>
  html`<div class="scroll" role="group" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption><thead><tr>${columns.map(
    ({ title, numbers }) => html`<th scope="col"${numbers ? html` class="n"` : ""}>${title}</th>`,
  )}</tr></thead>${body}</table></div>`;

/** Returns columns of texts, by their titles. */
export const columns = (...titles: readonly string[]): Column[] => titles.map((title) => ({ title }));

/** What stands where there is nothing to show. */
export const nothing = (text: string): Html => html`<p class="nothing">${text}</p>`;

/** Such as `1 file`, `2 files`. */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

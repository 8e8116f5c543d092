/** A name from a file or from AWS: what Markdown shows as code. */
export interface Name {
  readonly name: string;
}

/** Words of this project, and names of others between them. */
export type Sentence = readonly (string | Name)[];

/** What may stand in a template of {@link words}: a text is a name, a list is a sentence already. */
type Part = string | number | Sentence;

/** Makes a sentence of a template: what is filled in are names of others. */
export const words = (texts: TemplateStringsArray, ...parts: readonly Part[]): Sentence =>
  texts.flatMap((text, at) => {
    const part = parts[at];
    const filled = part === undefined ? [] : typeof part === "object" ? part : [{ name: String(part) }];
    return [...(text === "" ? [] : [text]), ...filled];
  });

/** Joins sentences: `a, b and c`. */
export const joined = (sentences: readonly Sentence[], last = " and "): Sentence =>
  sentences.flatMap((sentence, at) => [...(at === 0 ? [] : [at === sentences.length - 1 ? last : ", "]), ...sentence]);

const MOST_NAMES = 12;

/** Joins names, the first of them if there are many. */
export function namesOf(names: readonly string[]): Sentence {
  const others = names.length - MOST_NAMES;
  const shown = others > 1 ? names.slice(0, MOST_NAMES) : names;
  return joined([...shown.map((name) => words`${name}`), ...(others > 1 ? [[`${others} others`]] : [])]);
}

/** Writes a sentence as plain text. */
export const plain = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === "string" ? part : part.name)).join("");

/**
 * Terraform reads texts in JSON as templates, and cdktf replaces its tokens in every text.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#string-templates
 */

/** The beginning of an expression or directive, with all dollar and percent signs before it. */
const MARK = /[$%]+\{/g;

/** The marks of cdktf's tokens for text, lists and mappings, behind their first character. */
const TOKEN = /\{TfToken\[/;

/**
 * Numbers in the range that cdktf keeps for its tokens: about -1.8e+289 and -8.1e+298. It begins where no digit stands
 * before, so that a long row of digits or dashes is read once.
 */
const NUMBER = /(?<![-+\d.])[-+\d.]+[eE][-+\d.eE]+/g;
const TOKEN_BITS: readonly number[] = [0xfbff, 0xfdff];

/** Whether a number is one that cdktf uses as a token. */
export function isTokenNumber(text: string): boolean {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, Number.parseFloat(text));
  return TOKEN_BITS.includes(bytes.getUint16(0));
}

/** Returns the part of a text that Terraform or cdktf would evaluate; undefined if they take all of it as it stands. */
export function evaluatedPart(text: string): string | undefined {
  const [mark] = /[$%]\{|[#&]\{TfToken\[/.exec(text) ?? [];
  return mark ?? text.match(NUMBER)?.find(isTokenNumber);
}

/** Returns whether a text contains a number that cdktf uses as a token. */
export const hasTokenNumber = (text: string): boolean => text.match(NUMBER)?.some(isTokenNumber) ?? false;

/** Writes a text so that Terraform evaluates it to exactly this text, and cdktf finds no token in it. */
export function escapeTemplate(text: string): string {
  return text
    .replace(NUMBER, (number) => (isTokenNumber(number) ? `${number.slice(0, 1)}\0${number.slice(1)}` : number))
    .replace(new RegExp(TOKEN, "g"), "{Tf\0Token[")
    .replace(MARK, (mark) => (mark.length === 2 ? `${mark.slice(0, 1)}${mark}` : `\${"${mark.slice(0, -1)}"}{`))
    .replaceAll("\0", '${""}');
}

/** Returns whether a text, as key of a mapping too, has the mark of a cdktf token for a whole mapping. */
export const isMapToken = (key: string): boolean => /&\{TfToken\[/.test(key);

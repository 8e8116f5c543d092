/** What a matcher says. Test runners print the message where the test fails, with or without `.not`. */
export interface Result {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Builds a result of what to print where it should hold and does not, and where it should not and does. */
export const result = (pass: boolean, missing: () => string, unwanted: () => string): Result => ({
  pass,
  message: pass ? unwanted : missing,
});

/** Indents lines below a first line. */
export const below = (first: string, lines: readonly string[]): string =>
  [first, ...lines.map((line) => `  ${line}`)].join("\n");

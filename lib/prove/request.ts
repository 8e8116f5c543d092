import { literally, patternOf, type Token } from "../power/wildcards";

/** Values of condition keys. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

const VARIABLES = /\$\{([^}]*)\}/g;

/** A request to AWS, as far as it is known. */
export class Request {
  private readonly values: ReadonlyMap<string, readonly string[]>;

  /**
   * @param resource an ARN, or `*`
   * @param whole whether the request has no other keys than these
   */
  constructor(
    readonly action: string,
    readonly resource: string,
    context: Context,
    private readonly whole: boolean,
  ) {
    this.values = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value].flat()]));
  }

  /** Returns the values of a key; none if the request does not have it; undefined if that is not known. */
  valuesOf(key: string): readonly string[] | undefined {
    return this.values.get(key.toLowerCase()) ?? (this.whole ? [] : undefined);
  }

  /**
   * Reads a text of a policy, with the variables in it.
   *
   * @param wildcards whether `*` and `?` are more than characters
   * @returns undefined if a variable has no value, or several; `"unknown"` if that is not known
   */
  read(text: string, wildcards: boolean): Token[] | "unknown" | undefined {
    const read = wildcards ? patternOf : literally;
    const tokens: Token[] = [];
    let from = 0;
    for (const { 0: found, 1: inner = "", index } of text.matchAll(VARIABLES)) {
      tokens.push(...read(text.slice(from, index)));
      from = index + found.length;
      const value = this.variable(inner);
      if (value === undefined || value === "unknown") return value;
      tokens.push(...value);
    }
    return [...tokens, ...read(text.slice(from))];
  }

  /** Returns the variables in texts of a policy that have no value, or none that is known: `${aws:PrincipalTag/team}`. */
  unread(texts: readonly string[]): string[] {
    const found = texts.flatMap((text) => [...text.matchAll(VARIABLES)]);
    const unread = found.filter(({ 1: inner = "" }) => typeof (this.variable(inner) ?? "") === "string");
    return [...new Set(unread.map(([whole]) => whole))];
  }

  private variable(inner: string): Token[] | "unknown" | undefined {
    if (["*", "?", "$"].includes(inner)) return [inner];
    const [key = "", fallback] = inner.split(",").map((part) => part.trim());
    const values = this.valuesOf(key);
    if (values === undefined) return "unknown";
    const [value, ...others] = values;
    // AWS does not say whether wildcards in a value are more than characters
    if (others.length > 0 || /[*?]/.test(value ?? "")) return "unknown";
    if (value !== undefined) return literally(value);
    return fallback === undefined ? undefined : literally(fallback.replace(/^'|'$/g, ""));
  }
}

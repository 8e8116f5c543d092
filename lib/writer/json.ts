import { byCodePoint } from "../aws/text";

/**
 * Returns a value as cdktf writes JSON: keys sorted, two spaces a level, and a line for the end of an empty list or
 * mapping.
 */
export function sortedJson(value: unknown, line = "\n"): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${line}  `;
  if (Array.isArray(value)) {
    return `[${value.map((item) => inner + sortedJson(item, inner)).join(",")}${line}]`;
  }
  const items = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([key, item]) => `${inner}${JSON.stringify(key)}: ${sortedJson(item, inner)}`);
  return `{${items.join(",")}${line}}`;
}

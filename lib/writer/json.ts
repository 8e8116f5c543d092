/**
 * Returns a value as cdktf writes JSON: keys sorted, two spaces a level, and a line for the end of an empty list or
 * mapping.
 */
export function sortedJson(value: unknown): string {
  // joined once: texts that grow by + take more memory
  const parts: string[] = [];
  write(value, "\n", parts);
  return parts.join("");
}

function write(value: unknown, line: string, parts: string[]): void {
  if (typeof value !== "object" || value === null) {
    parts.push(JSON.stringify(value));
    return;
  }
  const inner = `${line}  `;
  let before = inner;
  if (Array.isArray(value)) {
    parts.push("[");
    for (const item of value) {
      parts.push(before);
      write(item, inner, parts);
      before = `,${inner}`;
    }
    parts.push(line, "]");
    return;
  }
  parts.push("{");
  const mapping = value as Record<string, unknown>;
  // without a function, sort compares by code unit
  for (const key of Object.keys(mapping).sort()) {
    const item = mapping[key];
    if (item === undefined) continue;
    parts.push(before, JSON.stringify(key), ": ");
    write(item, inner, parts);
    before = `,${inner}`;
  }
  parts.push(line, "}");
}

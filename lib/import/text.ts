import { stringify } from "yaml";
import { visible } from "../aws/text";
import { Keys } from "./keys";
import type { Item, Place, Row } from "./row";

/** What may stand in a comment: one line, in which a reader can see each character. */
export const oneLine = (text: string): string => visible(text.normalize("NFC"));

/** `mapRoles[3], line 21` */
export const placeText = ({ name, line }: Place): string => (line === undefined ? name : `${name}, line ${line}`);

export const placesText = ({ places }: Pick<Row, "places">): string => places.map(placeText).join("; ");

/** The longest list or mapping that stands in one line. */
const ONE_LINE = 100;

const STYLE = { lineWidth: 0, flowCollectionPadding: false } as const;

/** Writes a value in one line: `{ kind: windows, arn: … }`, `[a, b]`. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value !== "object" || value === null) return scalar(value, true);
  const pairs = Object.entries(value).map(([key, inner]) => `${scalar(key, true)}: ${flow(inner)}`);
  return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
}

/** Writes a text, number or boolean so that our loader reads the same. Inside of `[…]` and `{…}` less stands bare. */
function scalar(value: unknown, inFlow: boolean): string {
  // a text of several lines, in one
  if (typeof value === "string" && /\p{Cc}/u.test(value)) return JSON.stringify(value);
  const node = stringify(inFlow ? [value] : value, { ...STYLE, collectionStyle: "flow", blockQuote: false }).trimEnd();
  return inFlow ? node.slice(1, -1) : node;
}

/** Writes a mapping in lines, lists and small mappings in one line each. */
export function block(
  value: Readonly<Record<string, unknown>>,
  notes: Readonly<Record<string, string>> = {},
): string[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = scalar(key, true);
    const note = notes[key] === undefined ? "" : `   # ${oneLine(notes[key])}`;
    const line = typeof inner === "object" && inner !== null ? flow(inner) : scalar(inner, false);
    if (line.length <= ONE_LINE || typeof inner !== "object" || inner === null) return [`${name}: ${line}${note}`];
    if (!Array.isArray(inner)) return [`${name}:${note}`, ...block(inner as Record<string, unknown>).map(indent)];
    return [`${name}:${note}`, ...inner.map((item) => `  - ${flow(item)}`)];
  });
}

export const indent = (line: string): string => `  ${line}`;

/** Writes an item for a comment: `access: { ops: { principal: … } }`. */
export const choiceText = ({ section, name, value }: Item): string =>
  oneLine(`${section}: ${flow({ [new Keys().of(name, section.toLowerCase())]: value })}`);

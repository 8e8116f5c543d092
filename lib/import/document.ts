import { clusterConfig } from "../schema/config";
import { Keys } from "./keys";
import { type Imported, type ItemRow, isOpen, type Row } from "./row";
import { block, choiceText, flow, indent, oneLine, placesText } from "./text";

/** The keys of a cluster's file, in the order in which they are written. */
export const ORDER: readonly string[] = Object.keys(clusterConfig.shape);

/** Sections whose items fit into a line. */
const IN_ONE_LINE: readonly string[] = ["nodeRoles"];

/** An item with its key in the file. */
export interface Placed {
  readonly row: ItemRow;
  readonly key: string;
}

/** Gives each item its key. `taken` are the keys that are there, by section. */
export function placed(rows: readonly Row[], taken: Readonly<Record<string, Iterable<string>>> = {}): Placed[] {
  const keys = new Map<string, Keys>();
  return rows.flatMap((row) => {
    if (row.is !== "item") return [];
    const ofSection = keys.get(row.section) ?? new Keys(taken[row.section]);
    keys.set(row.section, ofSection);
    return [{ row, key: ofSection.of(row.name, row.section.toLowerCase()) }];
  });
}

/** Writes an item, with what is to be said of it above. */
function itemLines({ row, key }: Placed): string[] {
  const places = placesText(row);
  const about = row.question === undefined ? places : `DECIDE: ${places}: ${row.question}`;
  const comment = [about, ...(row.notes ?? [])].map((said) => said.replace(/\.$/, "")).join(". ");
  const written = [`# ${oneLine(comment)}`];
  return IN_ONE_LINE.includes(row.section)
    ? [...written, `${flow(key)}: ${flow(row.value)}`]
    : [...written, `${flow(key)}:`, ...block(row.value, row.fieldNotes).map(indent)];
}

/**
 * Writes the items of each section.
 *
 * @param accepted warnings that the file accepts already: its words for them stay
 */
export function sectionLines(items: readonly Placed[], accepted: readonly string[] = []): Map<string, string[]> {
  const sections = new Map<string, string[]>();
  for (const item of items) {
    const { section } = item.row;
    sections.set(section, [...(sections.get(section) ?? []), ...itemLines(item)]);
  }
  const accept = acceptLines(items, accepted);
  return accept.length > 0 ? sections.set("accept", accept) : sections;
}

/** Writes the warnings that are all right, with the items and the reason of each. */
function acceptLines(items: readonly Placed[], accepted: readonly string[]): string[] {
  const rules = new Map<string, { on: string[]; because: Set<string> }>();
  for (const { row, key } of items) {
    for (const [rule, reason] of Object.entries(row.accept ?? {})) {
      if (accepted.includes(rule)) continue;
      const of = rules.get(rule) ?? { on: [], because: new Set() };
      rules.set(rule, of);
      of.on.push(`${row.section}.${key}`);
      of.because.add(reason);
    }
  }
  return block(
    Object.fromEntries([...rules].map(([rule, { on, because }]) => [rule, { on, because: [...because].join("; ") }])),
  );
}

/** Writes what did not become an item. */
export function restLines(rows: readonly Row[]): string[] {
  return rows.flatMap((row) => {
    if (row.is === "left out" && row.there) return [];
    if (row.is === "left out") return [`# left out: ${oneLine(`${placesText(row)}: ${row.because}`)}`];
    if (row.is !== "question") return [];
    const choices = (row.choices ?? []).map((choice) => `#   ${choiceText(choice)}`);
    return [`# DECIDE: ${oneLine(`${placesText(row)}: ${row.question}`)}`, ...choices];
  });
}

/** How many parts of the input became what. */
export interface Counts {
  readonly rows: number;
  readonly items: number;
  readonly leftOut: number;
  readonly toDecide: number;
}

const placesOf = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + row.places.length, 0);

export const countsOf = (rows: readonly Row[]): Counts => ({
  rows: placesOf(rows),
  items: rows.filter(isDecidedItem).length,
  leftOut: placesOf(rows.filter((row) => row.is === "left out")),
  toDecide: rows.filter(isOpen).length,
});

const isDecidedItem = (row: Row): boolean => row.is === "item" && !isOpen(row);

/** `7 rows: 3 items (4 rows), 2 left out, 1 to decide`: several rows may make one item. */
export function countsText(rows: readonly Row[]): string {
  const counts = countsOf(rows);
  const number = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;
  const from = (count: number, of: readonly Row[]) =>
    placesOf(of) === count ? "" : ` (${number(placesOf(of), "row")})`;
  const items = `${number(counts.items, "item")}${from(counts.items, rows.filter(isDecidedItem))}`;
  const toDecide = `${counts.toDecide} to decide${from(counts.toDecide, rows.filter(isOpen))}`;
  return `${number(counts.rows, "row")}: ${items}, ${counts.leftOut} left out, ${toDecide}`;
}

/** The line that says where lines of a file come from. */
export const fromLine = ({ source, rows }: Pick<Imported, "source" | "rows">): string =>
  `# From ${source}: ${countsText(rows)}.`;

/**
 * Writes a new file.
 *
 * @param schema where editors find the schema of it, from its folder
 */
export function newFile({ source, top, rows, notes = [] }: Imported, schema?: string): string {
  const sections = sectionLines(placed(rows));
  const head = [
    ...(schema === undefined ? [] : [`# yaml-language-server: $schema=${schema}`]),
    fromLine({ source, rows }),
    ...notes.map((note) => `# ${oneLine(note)}`),
  ];
  const body = ORDER.flatMap((key) => {
    const lines = sections.get(key);
    if (lines !== undefined) return [`${key}:`, ...lines.map(indent)];
    return Object.hasOwn(top, key) ? block({ [key]: top[key] }) : [];
  });
  return `${[...head, ...body, ...restLines(rows)].join("\n")}\n`;
}

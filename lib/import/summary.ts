import type { ImportAnswer } from "../answers/import";
import { countsOf, countsText } from "./document";
import { isOpen, type Place, type Row } from "./row";
import type { Settled } from "./settle";
import { oneLine, placesText } from "./text";

/**
 * Returns the lines for standard error: how many rows became what, each question with its line in the file, and each
 * row that the file has already, of which the file says nothing.
 *
 * @param file where the result stands; undefined if it is printed
 */
export function summaryOf(
  { text, imported: { rows, top } }: Pick<Settled, "text" | "imported">,
  file: string | undefined,
): string[] {
  const name = oneLine(String(top.name ?? file));
  const lines = text
    .split(/\r?\n/)
    .flatMap((line, index) => (/^ *# DECIDE: /.test(line) ? [{ line, number: index + 1 }] : []));
  const place = (number: number) => (file === undefined ? `line ${number}` : `${file}:${number}`);
  return [
    `${name}: ${countsText(rows)}`,
    ...lines.map(({ line, number }) => `${place(number)}: ${line.trim().slice(2)}`),
    ...rows.flatMap((row) =>
      row.is === "left out" && row.there ? [oneLine(`left out: ${placesText(row)}: ${row.because}`)] : [],
    ),
  ];
}

/** Returns the line that names what a cluster without aws-auth would not let in. */
export function notReadyFor(mode: string, { imported: { rows, top } }: Settled): string[] {
  const open = rows.filter(isOpen);
  if (open.length === 0) return [];
  const places = open.flatMap((row) => row.places.map((place) => place.name)).join(", ");
  return [oneLine(`${String(top.name)}: not ready for mode ${mode}: ${places}`)];
}

/** Returns the answer for programs: every row with its places and what became of it. */
export function jsonOf({ imported: { source, top, rows }, items }: Settled): ImportAnswer {
  const keys = new Map<Row, string>(items.map(({ row, key }) => [row, key]));
  return { source, top, summary: countsOf(rows), rows: rows.map((row) => rowJson(row, keys.get(row))) };
}

const placeJson = ({ name, line }: Place) => ({ name, ...(line !== undefined && { line }) });

function rowJson(row: Row, key: string | undefined): ImportAnswer["rows"][number] {
  const places = row.places.map(placeJson);
  switch (row.is) {
    case "item": {
      const { section, value, notes = [], fieldNotes = {}, accept = {}, question } = row;
      return {
        is: row.is,
        places,
        section,
        key: key ?? row.name,
        value,
        notes,
        fieldNotes,
        accept,
        ...(question && { question }),
      };
    }
    case "left out":
      return { is: row.is, places, because: row.because };
    case "question":
      return { is: row.is, places, question: row.question, choices: row.choices ?? [] };
  }
}

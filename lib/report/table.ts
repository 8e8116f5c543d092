import Table from "cli-table3";
import { visible } from "../aws/text";

// no borders, as in the output of kubectl
const SIDES = ["top", "bottom", "left", "right"];
const LINES = [...SIDES, ...SIDES.flatMap((side) => ["left", "mid", "right"].map((at) => `${side}-${at}`))];
const PLAIN = Object.fromEntries([...LINES, "mid", "mid-mid", "middle"].map((line) => [line, ""]));

/** Formats rows as aligned lines below their head, for reading and for `grep`. */
export function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const table = new Table({
    head: [...head],
    chars: PLAIN,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
  });
  table.push(...rows.map((row) => row.map(visible)));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}

import { isMapping, type Mapping } from "../load/mapping";
import type { Imported, Item, Row } from "./row";

/** Takes `adopt` out of all items, for those who make everything anew: Terraform then imports nothing. */
export const withoutAdopt = (imported: Imported): Imported => ({ ...imported, rows: imported.rows.map(ofRow) });

function ofRow(row: Row): Row {
  if (row.is === "item") {
    const { "adopted-role": _, ...accept } = row.accept ?? {};
    return { ...row, ...ofItem(row), accept };
  }
  return row.is === "question" && row.choices ? { ...row, choices: row.choices.map(ofItem) } : row;
}

const ofItem = ({ section, name, value }: Item): Item => ({ section, name, value: ofValue(value) });

/** The role of an item has it too. */
function ofValue({ adopt: _, role, ...others }: Mapping): Mapping {
  return { ...others, ...(role !== undefined && { role: isMapping(role) ? ofValue(role) : role }) };
}

import type { GuardrailAnswer } from "../answers/guardrails";
import { tableLines } from "./table";

const HEAD = ["FILE", "CHARACTERS", "OF", "ATTACH TO"];

/** Formats a line for each document. */
export const asGuardrailTable = (documents: readonly GuardrailAnswer[]): string =>
  `${tableLines(
    HEAD,
    documents.map(({ file, characters, limit, attachTo }) => [file, String(characters), String(limit), attachTo]),
  ).join("\n")}\n`;

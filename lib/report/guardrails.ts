import type { GuardrailAnswer } from "../answers/guardrails";
import { visible } from "../aws/text";
import { tableLines } from "./table";

const HEAD = ["FILE", "CHARACTERS", "OF", "ATTACH TO"];

/** Formats a line for each document, and below it what each of its statements is about. */
export const asGuardrailTable = (documents: readonly GuardrailAnswer[]): string =>
  `${tableLines(
    HEAD,
    documents.map(({ file, characters, limit, attachTo }) => [file, String(characters), String(limit), attachTo]),
  )
    .map(visible)
    .join("\n")}\n`;

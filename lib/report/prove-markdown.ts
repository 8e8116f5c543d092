import type { Proved } from "../prove/laws";
import { FOUND, lawsCounted, lawText, sentencesOf } from "../prove/text";
import { counted } from "./diff";
import { LIMIT } from "./diff-markdown";
import { code, text } from "./markdown";
import { Room } from "./room";

/** The first line, by which a pipeline finds its comment again. */
export const MARKER = "<!-- eks-access-prove -->";

/**
 * Formats the laws that do not hold, with the lines that decide, in the Markdown of GitHub and GitLab. What goes beyond the
 * limit is counted.
 */
export function asProveMarkdown(proved: readonly Proved[], limit = LIMIT): string {
  const head = [MARKER, `## ${text(lawsCounted(proved))}`, ""];
  const others = proved.filter(({ verdict }) => verdict !== "holds");
  return [
    ...head,
    ...new Room(limit - head.join("\n").length).fill(others.map(itemOf), {
      rest: (count) => `And ${counted(count, "more law")}.`,
    }),
  ].join("\n");
}

function itemOf({ verdict, location, law, answers }: Proved): string {
  const { because } = law;
  return [
    `- **${FOUND[verdict]}**: ${code(lawText(law))}, ${code(location)}${because === undefined ? "" : `: ${code(because)}`}`,
    ...sentencesOf(answers).flatMap(({ head, reasons }) => [
      `  - ${code(head)}`,
      ...reasons.map((reason) => `    - ${code(reason.trim())}`),
    ]),
  ].join("\n");
}

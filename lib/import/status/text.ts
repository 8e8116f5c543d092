import type { ClusterAnswers } from "../../live/answers";
import { oneLine } from "../text";
import { nextIndex, type Step } from "./step";

/** How many notes of a step are printed in full. */
const SHOWN = 50;

/** Writes the steps as a table, and below it what comes next. */
export function statusText({ id: { name, account, region }, cluster }: ClusterAnswers, steps: readonly Step[]): string {
  const width = Math.max(...steps.map(({ what }) => what.length));
  const indent = " ".repeat(width + 10);
  const lines = steps.flatMap(({ what, is, notes }, index) => {
    const [first = "", ...others] = notes.slice(0, SHOWN);
    const more = notes.length > SHOWN ? [`and ${notes.length - SHOWN} more`] : [];
    const head = `${index + 1} ${what.padEnd(width)}   ${is.padEnd(4)} ${first}`;
    return [head, ...[...others, ...more].map((note) => `${indent}${note}`)].map((line) => oneLine(line).trimEnd());
  });
  const mode = cluster?.authenticationMode || "mode not known";
  return `${[oneLine(`${name} (${account}, ${region}): ${mode}`), ...lines, ...nextLines(steps)].join("\n")}\n`;
}

/** The first step that is not done, and what a person does about it; after a question the step that waits for its answer. */
function nextLines(steps: readonly Step[]): string[] {
  const index = nextIndex(steps);
  const after = steps[index]?.is === "ask" && steps[index + 1]?.is === "wait";
  return [...stepLines("next", steps, index), ...(after ? stepLines("then", steps, index + 1) : [])];
}

function stepLines(when: string, steps: readonly Step[], index: number): string[] {
  const step = steps[index];
  if (step === undefined) return [];
  return [`${when}: ${index + 1} ${step.what}`, ...step.commands.map((command) => `  ${command}`)].map(oneLine);
}

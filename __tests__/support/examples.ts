import { join } from "node:path";
import { ConfigError } from "../../lib/load/config-error";
import { load } from "../../lib/load/load";
import { diagnosticLine } from "../../lib/load/location";
import { validate } from "../../lib/load/validate";
import type { Diagnostic } from "../../lib/plan/diagnostics";
import type { Example } from "../../lib/plan/rule";
import { exampleFiles } from "../../lib/report/rules";
import { folderOf } from "./files";

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';

/** What TypeScript users would read of a configuration that is written as an expression. */
function linesOfProgram(program: string) {
  const { errors, warnings } = validate(new Function(`return (${program})`)(), { name: "demo" });
  const lines = (diagnostics: readonly Diagnostic[]) => diagnostics.map((one) => diagnosticLine("demo.ts", one));
  return { errors: lines(errors), warnings: errors.length > 0 ? [] : lines(warnings) };
}

/** The files of an example, each cluster with an account and a region. */
export function wholeFiles(example: Example): Record<string, string> {
  const files = exampleFiles(example);
  const shared = Object.entries(files).some(([file, text]) => file.startsWith("defaults.") && /^account:/m.test(text));
  const whole = Object.entries(files).map(([file, text]) => {
    const headless = /^clusters\/.*\.ya?ml$/.test(file) && !/^(account|region):/m.test(text) && !shared;
    return [file, headless ? `${HEAD}${text}` : text];
  });
  return Object.fromEntries(whole);
}

/** Every line that a user would read of an example, less the folder that it lies in. */
export function linesOf(example: Example): { readonly errors: string[]; readonly warnings: string[] } {
  const program = exampleFiles(example)["demo.ts"];
  if (program !== undefined) return linesOfProgram(program);
  const folder = folderOf(wholeFiles(example));
  const shown = (lines: readonly string[]) => lines.map((line) => line.replaceAll(`${folder}/`, ""));
  try {
    return { errors: [], warnings: shown(load(join(folder, "clusters")).warnings.map(({ text }) => text)) };
  } catch (error) {
    if (error instanceof ConfigError) return { errors: shown(error.lines), warnings: [] };
    throw error;
  }
}

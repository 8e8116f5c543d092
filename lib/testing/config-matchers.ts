import { didYouMean, quote } from "../aws/text";
import { ConfigError } from "../load/config-error";
import { ACCEPTABLE_NAMES } from "../plan/checks/catalogue";
import type { Access } from "./facts";
import { NameError } from "./lookup";
import { below, type Result, result } from "./result";

/** Whether a source is refused, with a line that has this text, or with so many lines. */
export function isRefused(read: () => unknown, expected: string | RegExp | number): Result {
  const lines = linesOf(read);
  const fits = (line: string) => (expected instanceof RegExp ? expected.test(line) : line.includes(String(expected)));
  const found = typeof expected === "number" ? lines : lines.filter(fits);
  const what = typeof expected === "number" ? `${expected} ${expected === 1 ? "problem" : "problems"}` : expected;
  return result(
    typeof expected === "number" ? lines.length === expected : found.length > 0,
    () =>
      lines.length === 0
        ? `it is not refused; expected ${what}`
        : below(`it is refused, but not with ${what}; got ${lines.length}:`, lines),
    () => below(`it is refused with ${what}:`, found),
  );
}

function linesOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
}

const warningsOf = ({ warnings }: Access) => {
  if (warnings) return warnings;
  throw new NameError("the JSON of a stack has no warnings; give accessOf the stack, its configuration or its file");
};

const linesOfAll = (access: Access): string[] => warningsOf(access).map(({ line }) => line);

/** Whether there is a warning with this name, which the configuration does not accept. */
export function warns(access: Access, name: string): Result {
  if (!ACCEPTABLE_NAMES.includes(name)) {
    throw new NameError(
      `no warning has the name ${quote(name)}${didYouMean(name, ACCEPTABLE_NAMES) || "; it stands in brackets behind a line"}`,
    );
  }
  const found = warningsOf(access).filter(({ rule }) => rule === name);
  return result(
    found.length > 0,
    () => below(`there is no warning ${name}; got:`, orNone(linesOfAll(access))),
    () =>
      below(
        `there is a warning ${name}; correct it, or accept it:`,
        found.map(({ line }) => line),
      ),
  );
}

/** Whether there is no warning but those that the configuration accepts. */
export function warnsNothing(access: Access): Result {
  const lines = linesOfAll(access);
  return result(
    lines.length === 0,
    () => below("there are warnings; correct or accept them:", lines),
    () => "there is no warning",
  );
}

const orNone = (lines: readonly string[]): readonly string[] => (lines.length > 0 ? lines : ["no warning"]);

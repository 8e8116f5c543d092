import { ConfigError } from "../load/config-error";

/**
 * Runs a program. An invalid configuration is printed without a stack trace, and the exit code is 1. Any other error is
 * unexpected: `launch.cjs` prints it in one line, as all that is thrown outside of this function.
 */
export function runProgram(program: () => void | Promise<void>): void {
  try {
    // most programs are synchronous: nothing waits for a promise then
    program()?.catch(fail);
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): void {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** Prints warnings to standard error, so that standard output can be parsed. */
export function printWarnings(lines: readonly string[]): void {
  for (const line of lines) console.error(`warning: ${line}`);
}

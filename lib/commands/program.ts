import { ConfigError } from "../load/config-error";

/** Runs a program: what is wrong with the user's input is printed without a stack, and ends it with 1. */
export async function runProgram(program: () => void | Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** Prints warnings where people look for them, and programs do not. */
export function printWarnings(lines: readonly string[]): void {
  for (const line of lines) console.error(`warning: ${line}`);
}

import { visible } from "../aws/text";

/** An invalid configuration, with one line per error. The commands print it without a stack trace. */
export class ConfigError extends Error {
  readonly lines: readonly string[];

  /** @param warnings what is known to be unwise in the files besides, one line each */
  constructor(
    lines: readonly string[],
    readonly warnings: readonly string[] = [],
  ) {
    const shown = lines.map(visible);
    super(shown.join("\n"));
    this.lines = shown;
    this.name = "ConfigError";
    // what a program prints that does not catch it: the lines say where
    this.stack = this.message;
  }
}

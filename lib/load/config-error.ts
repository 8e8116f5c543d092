/** An invalid configuration, with one line per error. The commands print it without a stack trace. */
export class ConfigError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "ConfigError";
    // what a program prints that does not catch it: the lines say where
    this.stack = this.message;
  }
}

/** Everything that is wrong with a configuration, a line each: an error for the user, to be shown without a stack. */
export class ConfigError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "ConfigError";
  }
}

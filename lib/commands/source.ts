import { existsSync } from "node:fs";
import { join } from "node:path";
import { unusable } from "../load/tree";
import { type Given, sourceIn } from "./command";

/**
 * Returns the file or folder of the configuration: the argument, or what the environment says.
 *
 * @throws ConfigError if the argument is the name of a cluster's file and no path
 */
export function sourceOf({ positionals: [named], environment }: Pick<Given, "positionals" | "environment">): string {
  const source = sourceIn(environment);
  if (named === undefined) return source;
  const meant = [".yaml", ".yml"].map((ending) => join(source, `${named}${ending}`)).find((file) => existsSync(file));
  if (meant === undefined || existsSync(named)) return named;
  throw unusable(named, "no-such-source", `there is no such file or folder; did you mean ${meant}?`);
}

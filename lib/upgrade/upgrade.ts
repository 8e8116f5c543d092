import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { reasonOf } from "../files/errors";
import { ConfigError } from "../load/config-error";
import { jsonSchemas } from "../load/json-schema";
import { load } from "../load/load";
import { locationText } from "../load/location";
import { readSources } from "../load/sources";
import { VERSION } from "../schema/config";
import { withVersion } from "./version";

/** What is to change in a file. */
export interface Change {
  readonly file: string;
  /** Where it is, and what is to change: a line for a reader. */
  readonly line: string;
  /** The file as it is to be. */
  readonly text: string;
}

/** What this version of the tool changes in a configuration. */
export interface Upgrade {
  /** How many files were looked at. */
  readonly files: number;
  readonly changes: readonly Change[];
}

const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Returns what is to change in the files of a folder of clusters, in the files that they share, and in copies of the JSON
 * Schemas beside the folder. Of a single file it returns what is to change in it alone.
 *
 * @param source the path of the file or folder
 * @throws ConfigError if the configuration is refused, or a file cannot be read or changed
 */
export function upgradeOf(source: string): Upgrade {
  load(source);
  const { clusters, sets, defaults, partial, prefix } = readSources(source);
  const files = partial ? clusters : [...clusters, ...defaults, ...sets];
  const schemas = partial ? [] : copiesOfSchemas(prefix);
  const changes = [...files.flatMap(({ file }) => versionOf(file)), ...schemas.flatMap(({ change }) => change ?? [])];
  return { files: files.length + schemas.length, changes };
}

function versionOf(file: string): Change[] {
  try {
    const whole = readFileSync(file, "utf8");
    const mark = whole.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
    const versioned = withVersion(whole.slice(mark.length));
    if (versioned === undefined) return [];
    const line = `${locationText(file, versioned.position)}: adds version: ${VERSION}, which a file without a version has`;
    return [{ file, line, text: mark + versioned.text }];
  } catch (error) {
    throw new ConfigError([`${file}: cannot be changed: ${reasonOf(error)}`]);
  }
}

/** Returns the JSON Schemas that `eks-access schema` wrote beside the folder of clusters. */
function copiesOfSchemas(prefix: string): { readonly change?: Change }[] {
  return Object.entries(jsonSchemas()).flatMap(([name, text]) => {
    const file = join(prefix, name);
    const there = textOf(file);
    if (there === undefined || titleOf(there) !== titleOf(text)) return [];
    const line = `${file}: takes the JSON Schema of this version, by which editors check files`;
    return there.replaceAll("\r\n", "\n") === text ? [{}] : [{ change: { file, line, text } }];
  });
}

function textOf(file: string): string | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, "utf8") : undefined;
  } catch (error) {
    throw new ConfigError([`${file}: cannot be read: ${reasonOf(error)}`]);
  }
}

function titleOf(text: string): unknown {
  try {
    return Object(JSON.parse(text)).title;
  } catch {
    return undefined;
  }
}

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { byCodePoint, quote } from "../aws/text";
import type { LoadRuleName } from "./catalogue";
import { ConfigError } from "./config-error";
import { diagnosticLine, type LocatedDiagnostic } from "./location";
import { readYaml, type YamlFile } from "./yaml";

/** A file and its content. */
export interface Source {
  readonly file: string;
  /** The file's name without folder and extension. */
  readonly name: string;
  readonly yaml: YamlFile;
}

/** The shared files next to the folder of clusters. */
export interface SharedSources {
  /** The parent of the folder of clusters, as a prefix of file names. */
  readonly prefix: string;
  readonly defaults: readonly Source[];
  readonly sets: readonly Source[];
}

const ENDINGS = [".yaml", ".yml"];
const FILE_NAME = /^[a-z0-9][a-z0-9_-]*$/;

/**
 * Reads the file of one cluster, or all cluster files in a folder.
 *
 * @throws ConfigError if there is none
 */
export function clusterSources(source: string): Source[] {
  if (!existsSync(source)) {
    const advice = "write one YAML file a cluster there, or name another in EKS_ACCESS_CONFIG";
    throw unusable(source, "no-such-source", `there is no such file or folder; ${advice}`);
  }
  if (!statSync(source).isDirectory()) return [read(source)];
  const sources = sourcesIn(source);
  if (sources.length === 0) throw unusable(source, "empty-folder", "no .yaml file in this folder; write one a cluster");
  return sources;
}

const unusable = (source: string, rule: LoadRuleName, message: string): ConfigError =>
  new ConfigError([diagnosticLine(source, { rule, path: [], message })]);

/** Reads `accessSets/` and `defaults.yaml` in the parent of the folder of clusters. */
export function sharedSources(source: string): SharedSources {
  const clusters = statSync(source).isDirectory() ? source : dirname(source);
  const parent = join(clusters, "..");
  const folder = join(parent, "accessSets");
  return {
    prefix: parent === "." ? "" : join(parent, "/"),
    defaults: ENDINGS.map((ending) => join(parent, `defaults${ending}`))
      .filter((file) => existsSync(file))
      .map(read),
    sets: existsSync(folder) ? sourcesIn(folder) : [],
  };
}

function sourcesIn(folder: string): Source[] {
  return readdirSync(folder)
    .filter((name) => ENDINGS.includes(extname(name)) && !name.startsWith("."))
    .sort(byCodePoint)
    .map((name) => read(join(folder, name)));
}

function read(file: string): Source {
  return { file, name: basename(file, extname(file)), yaml: readYaml(readFileSync(file, "utf8")) };
}

/** Validates file names, because they are used: for stacks, folders and files, or as the name of an access set. */
export function validateFileNames(sources: readonly Source[], kind: "stack" | "set"): LocatedDiagnostic[] {
  const advice = kind === "stack" ? "rename the file, and write name: inside it for the cluster" : "rename the file";
  const names = new Map<string, string>();
  return sources.flatMap(({ file, name }): LocatedDiagnostic[] => {
    const other = names.get(name);
    names.set(name, file);
    if (!FILE_NAME.test(name)) {
      const message = `a file name is lower-case letters, digits, - and _, got ${quote(name)}; ${advice}`;
      return [{ rule: "file-name", file, path: [], message }];
    }
    if (other === undefined) return [];
    const message = `${other} has the same name, and with it the same ${kind}; rename one`;
    return [{ rule: "file-name-taken", file, path: [], message }];
  });
}

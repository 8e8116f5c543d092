import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { judgeAccounts, type PlanOfFile, type ProblemOfFile, rolesOfOthers } from "../domain/account";
import { named, type Problem, showPath, type Warning } from "../domain/problem";
import { byCodePoint, quote } from "../domain/text";
import { check } from "./check";
import { ConfigError } from "./config-error";
import type { ClusterConfig } from "./schema";
import { type Position, readYaml, type YamlFile } from "./yaml";

/** The plan of one file; `name` is the file's, and becomes the stack's. */
export interface LoadedPlan extends PlanOfFile {
  readonly name: string;
  readonly config: ClusterConfig;
}

export interface Loaded {
  readonly plans: readonly LoadedPlan[];
  /** One line each. */
  readonly warnings: readonly string[];
}

interface Finding {
  readonly file: string;
  readonly position?: Position;
  readonly path: Problem["path"];
  readonly message: string;
}

const ENDINGS = new Set([".yaml", ".yml"]);
const FILE_NAME = /^[a-z0-9][a-z0-9_-]*$/;

/**
 * Reads a cluster file, or every one in a folder, and plans them all.
 *
 * @throws ConfigError with everything that is wrong in any of them
 */
export function load(source: string): Loaded {
  const files = filesOf(source);
  const read = files.map((file) => ({
    file,
    name: basename(file, extname(file)),
    yaml: readYaml(readFileSync(file, "utf8")),
  }));
  const violations: Finding[] = judgeFileNames(files);
  const warnings: Finding[] = [];
  const plans: LoadedPlan[] = [];
  for (const { file, name, yaml } of read) {
    violations.push(...yaml.problems.map((problem) => ({ file, ...problem })));
    if (yaml.value === undefined) continue;
    const checked = check(yaml.value, { name });
    violations.push(...place(file, yaml, checked.violations));
    warnings.push(...place(file, yaml, checked.warnings.map(withName)));
    if (checked.plan) plans.push({ file, name, plan: checked.plan, config: yaml.value as ClusterConfig });
  }
  const placed = (problems: readonly ProblemOfFile[]) =>
    problems.flatMap((problem) => {
      const yaml = read.find(({ file }) => file === problem.file)?.yaml;
      return yaml ? place(problem.file, yaml, [problem]) : [];
    });
  violations.push(...placed(judgeAccounts(plans)));
  warnings.push(...placed(rolesOfOthers(plans).map(withName)));
  if (violations.length > 0) throw new ConfigError(show(violations));
  return { plans, warnings: show(warnings) };
}

const withName = <T extends Warning>(warning: T): T => ({ ...warning, message: named(warning) });

function filesOf(source: string): string[] {
  if (!existsSync(source))
    throw new ConfigError([
      `${source}: there is no such file or folder; write one YAML file a cluster there, or name another in EKS_ACCESS_CONFIG`,
    ]);
  if (!statSync(source).isDirectory()) return [source];
  const files = readdirSync(source)
    .filter((name) => ENDINGS.has(extname(name)) && !name.startsWith("."))
    .sort(byCodePoint)
    .map((name) => join(source, name));
  if (files.length === 0) throw new ConfigError([`${source}: no .yaml file in this folder; write one a cluster`]);
  return files;
}

/** The file's name becomes the stack's, a folder's and part of a file's. */
function judgeFileNames(files: readonly string[]): Finding[] {
  const names = new Map<string, string>();
  return files.flatMap((file) => {
    const name = basename(file, extname(file));
    const other = names.get(name);
    names.set(name, file);
    if (!FILE_NAME.test(name))
      return [
        {
          file,
          path: [],
          message: `a file name is lower-case letters, digits, - and _, got ${quote(name)}; rename the file, and write name: inside it for the cluster`,
        },
      ];
    return other === undefined
      ? []
      : [{ file, path: [], message: `${other} has the same name, and with it the same stack; rename one` }];
  });
}

function place(file: string, yaml: YamlFile, problems: readonly Problem[]): Finding[] {
  return problems.map(({ path, message }) => ({ file, path, message, position: yaml.positionOf(path) }));
}

/** `clusters/demo.yaml:12:7 nodeClasses.gpu.role.name: …`, in the order of the files. */
function show(findings: readonly Finding[]): string[] {
  return findings
    .map((finding, index) => ({ ...finding, index }))
    .sort(
      (a, b) =>
        byCodePoint(a.file, b.file) ||
        (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
        (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
        a.index - b.index,
    )
    .map(({ file, position, path, message }) => {
      const where = position ? `${file}:${position.line}:${position.column}` : file;
      return path.length > 0 ? `${where} ${showPath(path)}: ${message}` : `${where}: ${message}`;
    });
}

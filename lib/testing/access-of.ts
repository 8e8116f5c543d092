import { statSync } from "node:fs";
import { ConfigError } from "../load/config-error";
import { type LoadedPlan, load } from "../load/load";
import { diagnosticLine } from "../load/location";
import { validate } from "../load/validate";
import type { ITEM_IDS } from "../plan/addresses";
import { type Diagnostic, showPath } from "../plan/diagnostics";
import type { AccessPlan } from "../plan/types";
import { accessOf as reportOf } from "../report/access";
import type { ClusterConfig } from "../schema/types";
import { stackJson } from "../writer/stack";
import { type Access, access, stackOf, type Warning } from "./facts";

/** A stack of cdktf, as far as this module knows one. It does not load cdktf. */
export interface StackLike {
  readonly node: { readonly id: string; findAll(): readonly object[] };
  prepareStack(): void;
  toTerraform(): unknown;
}

/** What access can be read from. */
export type Source = string | StackLike | ClusterConfig;

/** The keys of all items of a configuration, as far as its type states them. */
export type KeysOf<Config> = {
  [Section in keyof Config & keyof typeof ITEM_IDS]: keyof NonNullable<Config[Section]>;
}[keyof Config & keyof typeof ITEM_IDS] &
  string;

/**
 * Returns the access that a source gives, and what is made for it, to be tested.
 *
 * @param source the path of a YAML file or of a folder of them, a configuration, a stack of cdktf, or the text of
 * `Testing.synth`
 * @throws ConfigError with all problems of the configuration
 */
export function accessOf<const Config extends ClusterConfig>(source: Config): Access<KeysOf<Config>>;
export function accessOf(source: Source): Access;
export function accessOf(source: Source): Access {
  if (typeof source === "string") return source.trimStart().startsWith("{") ? ofJson(source) : ofFiles(source);
  return isStack(source) ? ofStack(source) : ofConfig(source);
}

const isStack = (source: object): source is StackLike => "toTerraform" in source && "node" in source;

function ofJson(text: string): Access {
  const { stack, rows } = stackOf(JSON.parse(text), { name: "the stack", plans: [] });
  return access({ rows, stacks: [stack], files: {} });
}

function ofStack(stack: StackLike): Access {
  stack.prepareStack();
  const constructs = stack.node.findAll();
  const plans = constructs.flatMap((construct) =>
    "plan" in construct && isPlan(construct.plan) ? construct.plan : [],
  );
  const read = stackOf(stack.toTerraform(), { name: stack.node.id, plans });
  const warnings = constructs.flatMap(annotationsOf).map(warningOf);
  return access({ rows: read.rows, stacks: [read.stack], warnings, files: {} });
}

const isPlan = (value: unknown): value is AccessPlan =>
  typeof value === "object" && value !== null && "entries" in value && "nodeClasses" in value;

/** Returns the warnings that a construct has as annotations. */
function annotationsOf(construct: object): string[] {
  const { metadata } = "node" in construct ? Object(construct.node) : {};
  return Array.isArray(metadata)
    ? metadata.flatMap(({ type, data }) => (type === "@cdktf/warn" ? [String(data)] : []))
    : [];
}

const warningOf = (line: string): Warning => ({ rule: /\[([\w-]+)\]$/.exec(line)?.[1] ?? "", line });

function ofConfig(config: ClusterConfig): Access {
  const name = config.name ?? "cluster";
  const { plan, errors, warnings } = validate(config, { name });
  const lineOf = (diagnostic: Diagnostic) => diagnosticLine("", diagnostic);
  if (plan === undefined) throw new ConfigError(errors.map(lineOf));
  return ofPlan(
    { file: name, name, plan, config, locationOf: showPath },
    warnings.map((warning) => warningOf(lineOf(warning))),
  );
}

function ofFiles(source: string): Access {
  const { plans, warnings } = load(source);
  const lines = warnings.map(({ text }) => warningOf(text));
  const [first] = plans;
  if (first && !statSync(source).isDirectory()) return ofPlan(first, lines);
  const files = plans.map((loaded) => {
    const own = warnings.filter(({ file }) => file === loaded.file).map(({ text }) => warningOf(text));
    return [loaded.name, ofPlan(loaded, own)] as const;
  });
  const all = files.map(([, file]) => file);
  return access({
    rows: all.flatMap(({ rows }) => rows),
    stacks: all.flatMap(({ stacks }) => stacks),
    warnings: lines,
    files: Object.fromEntries(files),
  });
}

/**
 * Returns the facts of a plan. They are read from the JSON that is written for it. What the plan only lets go of is no access
 * that it gives, and is not in that JSON either.
 */
function ofPlan(loaded: LoadedPlan, warnings: readonly Warning[]): Access {
  const { plan, name, file, locationOf } = loaded;
  const { stack } = stackOf(JSON.parse(stackJson(plan, name, undefined)), { name: file, plans: [plan], locationOf });
  return access({
    rows: reportOf([loaded]).flatMap((cluster) => cluster.access.filter(({ released }) => !released)),
    stacks: [stack],
    warnings,
    files: {},
  });
}

import { existsSync } from "node:fs";
import { basename, extname } from "node:path";
import { byCodePoint, visible } from "../aws/text";
import { type Decided, decide } from "../load/load";
import { isMapping } from "../load/mapping";
import { readSources, type Source, type Sources } from "../load/sources";
import { showPath } from "../plan/diagnostics";
import { findLosses, recordOf, type StackRecords } from "../plan/fleet/earlier";
import { answererOf } from "../synth/answer";
import { needsOf, refuseCircles } from "./order";
import { compareWith, madeBy, type Since } from "./since";
import { describe, type Made, type Roles, type Stack } from "./stack";
import { LOCKS } from "./tool";

/** What a pipeline asks. */
export interface Asked {
  readonly source: string;
  /** The names of the files that are meant, if not all. */
  readonly names?: readonly string[];
  /** The output folder, as synth writes it. */
  readonly outdir: string;
  /** The earlier revision. Empty, or all zeros, if there is none. */
  readonly since?: string;
  readonly rolesOf?: (stack: Omit<Stack, "roles">) => Roles;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface Stacks {
  /** By name. Those that are gone are among them. */
  readonly stacks: readonly Stack[];
  readonly since: Since["revision"];
  /** One line each. */
  readonly notes: readonly string[];
  /** Whether Terraform would lose what it made, or has lost its file. */
  readonly loses: boolean;
}

/**
 * Lists the stacks of a configuration, and what became of them since a revision.
 *
 * @throws ConfigError with all errors of the configuration, or if files need each other in a circle
 */
export function stacksOf({ source, names, outdir, since: revision, rolesOf, environment }: Asked): Stacks {
  const sources = readSources(source, names);
  const answers = sources.clusters.map(answererOf(sources));
  const decided = decide(sources, answers);
  const needs = needsOf(decided.facts);
  refuseCircles(needs, decided.locationOf);
  const since = revision === undefined ? undefined : compareWith(revision, { source, sources, answers }, environment);
  // of files that are not asked for nobody wants to know
  const deleted = sources.partial ? [] : (since?.changes.deleted ?? []);
  const withRoles = (stack: Omit<Stack, "roles">): Stack => {
    const { after, inputs, change, was, ...described } = stack;
    return { ...described, ...(rolesOf && { roles: rolesOf(stack) }), after, inputs, change, was };
  };
  const here = madeBy(answers).map((made, at): Stack => {
    const { file, name } = made.facts;
    const makers = needs.flatMap((need) => (need.file === file ? [nameOf(need.maker)] : []));
    return withRoles({
      ...describe(made, outdir),
      after: sorted(makers),
      inputs: inputsOf(sources.clusters[at], answers[at]?.readFiles ?? [], sources),
      ...(since?.changes.now.get(name) ?? { change: null, was: null }),
    });
  });
  const gone = deleted.flatMap(({ made }): Stack[] =>
    made === undefined
      ? []
      : [withRoles({ ...describe(made, outdir), after: [], inputs: [made.facts.file], change: "deleted", was: null })],
  );
  const losses = [
    ...(since ? lossesIn(decided, since) : []),
    ...deleted.map(({ name, made }) => deletion(name, made, since?.revision?.name ?? "")),
  ];
  const renamings = here.flatMap(({ name, was }) =>
    was === null ? [] : [`${name}: renamed, it was ${was}, and its state is where it was`],
  );
  return {
    stacks: [...here, ...gone].sort((a, b) => byCodePoint(a.name, b.name)),
    since: since?.revision ?? null,
    notes: [...(since?.notes ?? []), ...renamings, ...losses].map(visible),
    loses: losses.length > 0,
  };
}

/** Says where a stack that is still there has another cluster or state. */
function lossesIn({ facts, partial, locationOf }: Decided, { earlier }: Since): string[] {
  const records: StackRecords = Object.fromEntries(
    earlier.flatMap(({ name, made }) => (made ? [[name, recordOf(made.facts)]] : [])),
  );
  return findLosses(facts, records, !partial).flatMap(({ file, path, message }) =>
    file === undefined ? [] : [`${[locationOf(file, path), showPath(path)].filter(Boolean).join(" ")}: ${message}`],
  );
}

function deletion(name: string, made: Made | undefined, revision: string): string {
  const state = made === undefined ? "its state" : `its state (${made.facts.state})`;
  return `${name}: its file is gone, ${state} is not; destroy it from ${revision} first`;
}

/** The files that the output of a cluster's file is made from. */
function inputsOf(cluster: Source | undefined, readFiles: readonly string[], sources: Sources): string[] {
  if (cluster === undefined) return [];
  const { defaults, sets, neighbours } = sources;
  const used = setsUsedBy(cluster);
  const files = [
    cluster,
    ...defaults,
    ...sets.filter(({ name }) => used.includes(name)),
    ...readFiles.flatMap((name) => neighbours().get(name)?.() ?? []),
  ];
  return sorted([...files.map(({ file }) => file), ...LOCKS.filter((file) => existsSync(file))]);
}

function setsUsedBy({ content, yaml }: Source): readonly unknown[] {
  // most files use none, and to parse one takes time
  if (!content.text?.includes("use")) return [];
  return isMapping(yaml.value) && Array.isArray(yaml.value.use) ? yaml.value.use : [];
}

const nameOf = (file: string): string => basename(file, extname(file));

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort(byCodePoint);

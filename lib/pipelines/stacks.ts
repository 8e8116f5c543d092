import { existsSync } from "node:fs";
import { basename, extname } from "node:path";
import type { Roles, Stack } from "../answers/stacks";
import { byCodePoint, visible } from "../aws/text";
import { decide } from "../load/load";
import { isMapping } from "../load/mapping";
import { readSources, type Source, type Sources } from "../load/sources";
import { showPath } from "../plan/diagnostics";
import { unstatedBackends } from "../plan/fleet/earlier";
import { answererOf } from "../synth/answer";
import { notesOn } from "./notes";
import { needsOf, refuseCircles } from "./order";
import { compareWith, madeBy, type Since } from "./since";
import { describe } from "./stack";
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
  /** Why no other job finds the state of a stack, in one line, by the names of the stacks that state no backend. */
  readonly lostStates: ReadonlyMap<string, string>;
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
  const made = madeBy(answers);
  const here = made.map((one, at): Stack => {
    const { file, name } = one.facts;
    const makers = needs.flatMap((need) => (need.file === file ? [nameOf(need.maker)] : []));
    return withRoles({
      ...describe(one, outdir),
      after: sorted(makers),
      inputs: inputsOf(sources.clusters[at], answers[at]?.readFiles ?? [], sources),
      ...(since?.changes.now.get(name) ?? { change: null, was: null }),
    });
  });
  const gone = deleted.flatMap(({ made: one }): Stack[] =>
    one === undefined
      ? []
      : [withRoles({ ...describe(one, outdir), after: [], inputs: [one.facts.file], change: "deleted", was: null })],
  );
  const { told, losses } = since ? notesOn(made, decided, since) : { told: [], losses: [] };
  return {
    stacks: [...here, ...gone].sort((a, b) => byCodePoint(a.name, b.name)),
    since: since?.revision ?? null,
    lostStates: new Map(
      unstatedBackends(decided.facts).map(({ name, file, path, message }) => [
        name,
        visible(`${decided.locationOf(file, path)} ${showPath(path)}: ${message}`),
      ]),
    ),
    notes: [...told, ...losses].map(visible),
    loses: losses.length > 0,
  };
}

/** The files that the output of a cluster's file is made from. */
function inputsOf(cluster: Source | undefined, readFiles: readonly string[], sources: Sources): string[] {
  if (cluster === undefined) return [];
  const { defaults, sets, neighbours, lockFile } = sources;
  const used = setsUsedBy(cluster);
  const files = [
    cluster,
    ...defaults,
    ...sets.filter(({ name }) => used.includes(name)),
    ...readFiles.flatMap((name) => neighbours().get(name)?.() ?? []),
    ...(lockFile ? [lockFile] : []),
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

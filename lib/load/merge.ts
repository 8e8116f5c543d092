import { quote } from "../aws/text";
import { type Path, type Problem, showPath } from "../plan/diagnostics";
import { SHARED_KEYS } from "../schema/files";
import { joinDefaults } from "./defaults";
import { type Finding, placeText } from "./location";
import { has, isMapping } from "./mapping";
import { takeSets } from "./sets";
import type { Source } from "./sources";

/** A cluster's file with all that it takes from others, and the way back from every path to the file that states it. */
export interface Joined {
  readonly cluster: Source;
  readonly value: unknown;
  /** What does not go together. */
  readonly problems: readonly Finding[];
  find(problem: Problem): Finding;
  /** One place, as it is named in what is said of another: with its file, where that is another. */
  place(other: Path, from: Path): string;
  /** `accessSets/on-call.yaml:4:5` */
  where(path: Path): string;
  /** Whether a problem would be there if every file could be read. */
  isReal(problem: Problem): boolean;
}

/** Joins what stands in three places. No place wins over another: what two state is refused, or equal. */
export function joined(cluster: Source, defaults: Source | undefined, sets: readonly Source[]): Joined {
  const own = cluster.yaml.value;
  if (!isMapping(own)) return withPlaces(cluster, own, [], () => cluster, defaults);
  const taken = takeSets(cluster, own, sets);
  const given = defaults?.yaml.value;
  const shared = isMapping(given) ? Object.entries(given).filter(([key]) => SHARED_KEYS.includes(key)) : [];
  const { value, conflicts } = joinDefaults(own, Object.fromEntries(shared));
  const problems = conflicts.flatMap(({ path, own: here, shared: there }): Finding[] => {
    if (defaults === undefined) return [];
    const other = placeText(defaults.file, defaults.yaml.positionOf(path));
    const message = `${other} states ${quote(there)} for all files, got ${quote(here)}; state it in each file instead, or only there`;
    return [{ file: cluster.file, position: cluster.yaml.positionOf(path), path, message }];
  });
  const items = [...taken.access].map(([key, { item }]) => [key, item]);
  const access = has(own, ["access"]) ? own.access : {};
  const whole = {
    ...(value as typeof own),
    ...(items.length > 0 && isMapping(access) && { access: { ...access, ...Object.fromEntries(items) } }),
  };
  return withPlaces(cluster, whole, [...taken.problems, ...problems], sourceOf, defaults);

  function sourceOf(path: Path): Source {
    const [top, key] = path;
    if (top === "access" && key !== undefined) return taken.access.get(String(key))?.source ?? cluster;
    return defaults && SHARED_KEYS.includes(String(top)) && !has(own, path) && has(given, path) ? defaults : cluster;
  }
}

function withPlaces(
  cluster: Source,
  value: unknown,
  problems: readonly Finding[],
  sourceOf: (path: Path) => Source,
  defaults: Source | undefined,
): Joined {
  const own = cluster.yaml.value;
  const positionOf = (path: Path) => {
    const source = sourceOf(path);
    // all entries come from sets
    const stated = source === cluster && path[0] === "access" && !has(own, ["access"]) ? ["use"] : path;
    return { file: source.file, position: source.yaml.positionOf(stated) };
  };
  const where = (path: Path): string => {
    const { file, position } = positionOf(path);
    return placeText(file, position);
  };
  const unread = defaults !== undefined && !isMapping(defaults.yaml.value);
  return {
    cluster,
    value,
    problems,
    where,
    find: (problem) => {
      const at = positionOf(problem.path);
      return { ...problem, ...at, ...(at.file !== cluster.file && { of: cluster.file }) };
    },
    place: (other, from) =>
      sourceOf(other) === sourceOf(from) ? showPath(other) : `${where(other)} ${showPath(other)}`,
    isReal: ({ path }) => !unread || !SHARED_KEYS.includes(String(path[0])) || has(own, path),
  };
}

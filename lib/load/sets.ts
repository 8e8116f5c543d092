import { didYouMean, list, quote } from "../aws/text";
import type { Path } from "../plan/diagnostics";
import { type Finding, placeText } from "./location";
import { isMapping } from "./mapping";
import type { Source } from "./sources";

/** The entries that a cluster takes, each with the file that it stands in. */
export interface Taken {
  readonly access: ReadonlyMap<string, { readonly item: unknown; readonly source: Source }>;
  readonly problems: readonly Finding[];
}

/** The entries of the sets that a cluster's file names in `use`. What has the wrong type is left to the schema. */
export function takeSets(cluster: Source, own: Readonly<Record<string, unknown>>, sets: readonly Source[]): Taken {
  const problems: Finding[] = [];
  const refuse = (source: Source, path: Path, message: string, of?: string) =>
    problems.push({ file: source.file, position: source.yaml.positionOf(path), path, message, of });
  const access = new Map<string, { item: unknown; source: Source }>();
  const used = new Set<string>();
  const names = Array.isArray(own.use) ? own.use : [];
  for (const [index, name] of names.entries()) {
    if (typeof name !== "string") continue;
    const path = ["use", index];
    const set = sets.find((source) => source.name === name);
    if (used.has(name)) refuse(cluster, path, `the set ${quote(name)} stands here twice; keep one`);
    else if (set === undefined) refuse(cluster, path, unknownSet(name, sets));
    else for (const [key, item] of itemsOf(set.yaml.value)) take(key, item, set);
    used.add(name);
  }
  for (const key of itemsOf(own).map(([name]) => name)) {
    const other = access.get(key);
    if (other) refuse(cluster, ["access", key], `${placeOf(other.source, key)} has the same key; rename one of them`);
    access.delete(key);
  }
  return { access, problems };

  function take(key: string, item: unknown, source: Source): void {
    const other = access.get(key);
    if (other === undefined) access.set(key, { item, source });
    else {
      const message = `${placeOf(other.source, key)} has the same key, and one cluster takes both; rename one of them`;
      refuse(source, ["access", key], message, cluster.file);
    }
  }
}

const itemsOf = (value: unknown): [string, unknown][] =>
  isMapping(value) && isMapping(value.access) ? Object.entries(value.access) : [];

const placeOf = ({ file, yaml }: Source, key: string): string => placeText(file, yaml.positionOf(["access", key]));

function unknownSet(name: string, sets: readonly Source[]): string {
  const names = [...new Set(sets.map((set) => set.name))];
  const advice = didYouMean(name, names) || `; the sets there: ${list(names, "and") || "none"}`;
  return `no set ${quote(name)} in accessSets${advice}`;
}

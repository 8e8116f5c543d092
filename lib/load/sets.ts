import { didYouMean, quote, someOf } from "../aws/text";
import type { Path } from "../plan/diagnostics";
import type { LoadRuleName } from "./catalogue";
import { type LocatedDiagnostic, locationText } from "./location";
import { isMapping, type Mapping } from "./mapping";
import type { Source } from "./sources";

/** An access entry that a cluster uses, and the file that states it. */
export interface SharedEntry {
  readonly item: unknown;
  readonly source: Source;
}

/** The access entries that a cluster uses, by key. */
export interface SharedEntries {
  readonly access: ReadonlyMap<string, SharedEntry>;
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/**
 * Returns the entries of the access sets that a cluster's file names in `use`. Values of the wrong type are skipped,
 * because the schema reports them.
 */
export function sharedEntries(cluster: Source, own: Mapping, sets: readonly Source[]): SharedEntries {
  const diagnostics: LocatedDiagnostic[] = [];
  const report = (rule: LoadRuleName, source: Source, path: Path, message: string) =>
    diagnostics.push({
      rule,
      file: source.file,
      position: source.yaml.positionOf(path),
      path,
      message,
      ...(source !== cluster && { cluster: cluster.file }),
    });
  const access = new Map<string, SharedEntry>();
  const used = new Set<string>();
  const names: readonly unknown[] = Array.isArray(own.use) ? own.use : [];
  for (const [index, name] of names.entries()) {
    if (typeof name !== "string") continue;
    const path = ["use", index];
    const set = sets.find((source) => source.name === name);
    if (used.has(name)) report("set-named-twice", cluster, path, `the set ${quote(name)} stands here twice; keep one`);
    else if (set === undefined) report("unknown-set", cluster, path, unknownSet(name, sets));
    else for (const [key, item] of itemsOf(set.yaml.value)) take(key, { item, source: set });
    used.add(name);
  }
  for (const key of itemsOf(own).map(([name]) => name)) {
    const other = access.get(key);
    if (other) {
      const message = `${placeOf(other.source, key)} has the same key; rename one of them`;
      report("set-key-taken", cluster, ["access", key], message);
    }
    access.delete(key);
  }
  return { access, diagnostics };

  function take(key: string, entry: SharedEntry): void {
    const other = access.get(key);
    if (other === undefined) access.set(key, entry);
    else {
      const message = `${placeOf(other.source, key)} has the same key, and one cluster takes both; rename one of them`;
      report("set-key-taken", entry.source, ["access", key], message);
    }
  }
}

const itemsOf = (value: unknown): [string, unknown][] =>
  isMapping(value) && isMapping(value.access) ? Object.entries(value.access) : [];

const placeOf = ({ file, yaml }: Source, key: string): string => locationText(file, yaml.positionOf(["access", key]));

function unknownSet(name: string, sets: readonly Source[]): string {
  const names = [...new Set(sets.map((set) => set.name))];
  const advice = didYouMean(name, names) || `; the sets there: ${someOf(names) || "none"}`;
  return `no set ${quote(name)} in accessSets${advice}`;
}

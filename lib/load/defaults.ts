import { isDeepStrictEqual } from "node:util";
import type { Path } from "../plan/diagnostics";
import { isMapping, type Mapping } from "./mapping";

export interface Conflict {
  readonly path: Path;
  readonly own: unknown;
  readonly shared: unknown;
}

/**
 * Merges a file's own value with a shared value. Mappings are merged key by key. Any other value that both state must
 * be equal; if it is not, that is a conflict, and neither value takes precedence.
 *
 * Mappings with different `type`, such as two kinds of backend, are a conflict and are not merged.
 */
export function mergeDefaults(
  own: unknown,
  shared: unknown,
  path: Path = [],
): { value: unknown; conflicts: Conflict[] } {
  if (own === undefined) return { value: shared, conflicts: [] };
  // a key without a value: the schema reports it
  if (shared === undefined || shared === null || own === null) return { value: own, conflicts: [] };
  if (!isMapping(own) || !isMapping(shared)) {
    return { value: own, conflicts: isDeepStrictEqual(own, shared) ? [] : [{ path, own, shared }] };
  }
  if (own.type !== undefined && shared.type !== undefined && own.type !== shared.type) {
    return { value: own, conflicts: [{ path: [...path, "type"], own: own.type, shared: shared.type }] };
  }
  const merged = [...new Set([...Object.keys(own), ...Object.keys(shared)])].map((key) => ({
    key,
    ...mergeDefaults(under(own, key), under(shared, key), [...path, key]),
  }));
  return {
    value: Object.fromEntries(merged.map(({ key, value }) => [key, value])),
    conflicts: merged.flatMap(({ conflicts }) => conflicts),
  };
}

const under = (mapping: Mapping, key: string): unknown => (Object.hasOwn(mapping, key) ? mapping[key] : undefined);

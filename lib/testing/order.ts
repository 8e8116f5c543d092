import type { Graph } from "./json";

/** Returns the shortest way along a graph, with both ends. Undefined if there is none. */
export function wayBetween(graph: Graph, from: string, to: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const reached = [from];
  for (const at of reached) {
    for (const next of graph.get(at) ?? []) {
      if (next === from || cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      reached.push(next);
    }
  }
  if (!cameFrom.has(to)) return undefined;
  const way = [to];
  for (let at = cameFrom.get(to); at !== undefined; at = cameFrom.get(at)) way.unshift(at);
  return way;
}

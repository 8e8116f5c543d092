import { relative, sep } from "node:path";
import { stringify } from "yaml";
import type { Stack } from "../answers/stacks";
import type { Formatted } from "./github";
import { inOrder } from "./order";

/**
 * Returns the `atlantis.yaml` of a repository: a project a stack, planned when a file is modified that it is made from.
 *
 * @see https://www.runatlantis.io/docs/repo-level-atlantis-yaml
 */
export function asAtlantis(stacks: readonly Stack[]): Formatted {
  const ordered = inOrder(stacks);
  const groups = new Map<string, number>();
  const projects = ordered.map(({ name, folder, after, inputs }) => {
    const before = after.filter((other) => groups.has(other));
    const group = Math.max(0, ...before.map((other) => (groups.get(other) ?? 0) + 1));
    groups.set(name, group);
    return {
      name,
      dir: folder,
      ...(before.length > 0 && { depends_on: before }),
      execution_order_group: group,
      // relative to the folder of the project
      autoplan: { enabled: true, when_modified: inputs.map((file) => relative(folder, file).split(sep).join("/")) },
    };
  });
  return { text: stringify({ version: 3, projects }), notes: [] };
}

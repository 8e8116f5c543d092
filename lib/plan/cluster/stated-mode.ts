import type { Path } from "../diagnostics";
import type { PlanOfFile } from "../fleet/facts";

/** An authentication mode, and where the file states it. */
export interface StatedMode {
  readonly mode: string;
  readonly path: Path;
}

/** Returns the authentication mode that a file states for its cluster, which it makes or which exists. */
export function statedMode({ plan, config }: Pick<PlanOfFile, "plan" | "config">): StatedMode | undefined {
  const { create } = plan;
  if (create !== undefined) return { mode: create.authenticationMode, path: create.path };
  const mode = config.cluster?.authenticationMode;
  return mode === undefined ? undefined : { mode, path: ["cluster", "authenticationMode"] };
}

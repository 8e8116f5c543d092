import { type Call, type EffectiveEntry, effectiveAccess, journal } from "./endpoint";
import type { Run, Workspace } from "./terraform";

/** What became of one output: made, found in order, and unmade. */
export interface Lifecycle {
  readonly init: Run;
  readonly validate: Run;
  readonly apply: Run;
  readonly secondPlan: Run;
  readonly destroy: Run;
  /** Calls while applying, in order of effect, refused ones too. */
  readonly applied: readonly Call[];
  readonly destroyed: readonly Call[];
  readonly entries: readonly EffectiveEntry[];
  readonly entriesLeft: readonly EffectiveEntry[];
}

/** Runs it all, whatever fails on the way: what became of it is for the tests to say. */
export async function lifecycle(workspace: Workspace, ...args: readonly string[]): Promise<Lifecycle> {
  const init = workspace.init();
  const validate = workspace.validate();
  const { run: apply, calls: applied } = await watched(() => workspace.apply(...args));
  const entries = await effectiveAccess();
  const secondPlan = workspace.plan(...args);
  const { run: destroy, calls: destroyed } = await watched(() => workspace.destroy(...args));
  const entriesLeft = await effectiveAccess();
  return { init, validate, apply, secondPlan, destroy, applied, destroyed, entries, entriesLeft };
}

/** A run, and the calls it made. */
export async function watched(start: () => Run): Promise<{ run: Run; calls: readonly Call[] }> {
  const before = (await journal()).at(-1)?.seq ?? 0;
  const run = start();
  return { run, calls: (await journal()).filter(({ seq }) => seq > before) };
}

/** The calls that took effect. */
export const effects = (calls: readonly Call[]): readonly Call[] => calls.filter(({ error }) => error === undefined);

export const callsOf = (calls: readonly Call[], op: string): readonly Call[] =>
  effects(calls).filter((call) => call.op === op);

/** The policy document that arrived in a call. */
export const documentIn = (call: Call | undefined, parameter: string): unknown =>
  JSON.parse(String(call?.params[parameter]));

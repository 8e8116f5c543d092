import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { synth } from "../../../lib/app";
import { head } from "../../support/decide";
import type { Call } from "./endpoint";
import type { Calls, Kind } from "./kinds/kind";
import { expectStatus } from "./laws";
import { watched } from "./lifecycle";
import { type Run, Workspace } from "./terraform";

/** What Terraform is told, one after the other, and what comes of it. */
export interface Commands<T> {
  readonly plan: T;
  readonly apply: T;
  readonly secondPlan: T;
  readonly destroy: T;
}

/** Writes the folder of Terraform. */
type Write = (workspace: Workspace) => void;

/** All kinds in one file of this project. */
export function fileOf(kinds: readonly Kind[]): string {
  const config: Record<string, object> = {};
  for (const [section, items] of kinds.flatMap((kind) => Object.entries(kind.ours)))
    config[section] = { ...config[section], ...items };
  return stringify(head(config));
}

/** The folder of that file. */
export const writeOurs =
  (kinds: readonly Kind[]): Write =>
  (workspace) => {
    const source = join(workspace.folder, "demo.yaml");
    writeFileSync(source, fileOf(kinds));
    synth({ source, outdir: workspace.outdir });
  };

/** The types of what that comes to. */
export function typesIn(kinds: readonly Kind[]): readonly string[] {
  const workspace = new Workspace("demo");
  try {
    writeOurs(kinds)(workspace);
    const { resource, data = {} } = JSON.parse(readFileSync(join(workspace.outdir, "stacks/demo/cdk.tf.json"), "utf8"));
    return [...Object.keys(resource), ...Object.keys(data).map((type) => `data.${type}`)];
  } finally {
    workspace.remove();
  }
}

/** All kinds in one file, by hand. */
export const writeByHand =
  (kinds: readonly Kind[]): Write =>
  (workspace) => {
    const folder = join(workspace.outdir, "stacks/demo");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "main.tf"), kinds.map((kind) => kind.byHand).join("\n"));
  };

/**
 * The calls of each command, on an account that has none of it.
 *
 * @param kept what is not destroyed
 */
export async function callsOfCommands(write: Write, kept: readonly string[]): Promise<Commands<readonly Call[]>> {
  const workspace = new Workspace("demo");
  const callsOf = async (status: number, start: () => Run): Promise<readonly Call[]> => {
    const { run, calls } = await watched(start);
    expectStatus(run, status);
    return calls;
  };
  try {
    write(workspace);
    expectStatus(workspace.init(), 0);
    const plan = await callsOf(2, () => workspace.plan());
    const apply = await callsOf(0, () => workspace.apply());
    const secondPlan = await callsOf(0, () => workspace.plan());
    for (const address of kept) expectStatus(workspace.forget(address), 0);
    const destroy = await callsOf(0, () => workspace.destroy());
    return { plan, apply, secondPlan, destroy };
  } finally {
    workspace.remove();
  }
}

/** The first kind that a call is for. */
export const kindOf = ({ op, params }: Call, kinds: readonly Kind[]): Kind | undefined =>
  kinds.find(({ calls }) => calls.test(`${op} ${JSON.stringify(params)}`));

/** How many calls of each action a command makes. */
export function countsOf(calls: readonly Call[], more: Calls = {}): Calls {
  const counts: Record<string, number> = { ...more };
  for (const { op } of calls) counts[op] = (counts[op] ?? 0) + 1;
  return counts;
}

export function mapCommands<T, U>({ plan, apply, secondPlan, destroy }: Commands<T>, map: (of: T) => U): Commands<U> {
  return { plan: map(plan), apply: map(apply), secondPlan: map(secondPlan), destroy: map(destroy) };
}

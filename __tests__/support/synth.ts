import "../../lib/testing/jest";
import { Testing } from "cdktf";
import type { ClusterConfig } from "../../lib/schema/types";
import { ClusterAccessStack } from "../../lib/stacks/cluster-access-stack";
import { type Access, accessOf } from "../../lib/testing";

export type Resources = Record<string, Record<string, Record<string, unknown>>>;

export interface Synthesized {
  readonly resource?: Resources;
  readonly output?: Record<string, Record<string, unknown>>;
  readonly provider: { readonly aws: Record<string, unknown>[] };
  readonly terraform: Record<string, Record<string, unknown>>;
}

/** The Terraform JSON of a stack, with cdktf's validations on and its own comments off. */
export function synthesized(config: ClusterConfig, name = "demo"): Synthesized {
  return parsed(Testing.synth(new ClusterAccessStack(Testing.app(), name, config), true));
}

/** The same stack, for the matchers of lib/testing. */
export const stackAccess = (config: ClusterConfig, name = "demo"): Access =>
  accessOf(new ClusterAccessStack(Testing.app(), name, config));

export function parsed(json: string): Synthesized {
  return JSON.parse(json, (key, value) => (key === "//" ? undefined : value));
}

/** Every resource of one type, by its address. */
export function resources(json: Synthesized, type: string): Record<string, Record<string, unknown>> {
  return json.resource?.[type] ?? {};
}

/** `aws_iam_role.node-class_gpu`, of all resources, sorted. */
export function addresses(json: Synthesized): string[] {
  return Object.entries(json.resource ?? {})
    .flatMap(([type, items]) => Object.keys(items).map((id) => `${type}.${id}`))
    .sort();
}

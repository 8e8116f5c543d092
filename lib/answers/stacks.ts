import * as z from "zod";
import { PARTITION_NAMES } from "../aws/partitions";
import type { Answer } from "./answer";

const change = z
  .enum(["added", "changed", "renamed", "deleted", "same"])
  .describe("What became of a stack since an earlier revision.");

const roles = z
  .object({
    plan: z.string().describe("The ARN of the role to plan with."),
    apply: z.string().describe("The ARN of the role to apply with."),
  })
  .describe("The roles that --role-pattern names.");

export const stack = z
  .object({
    name: z.string().describe("The name of the stack, which is its file's name without .yaml."),
    file: z.string().describe("The file of its cluster."),
    folder: z.string().describe("The folder that Terraform runs in."),
    manifests: z.string().nullable().describe("The folder of its manifests; null if nothing is applied with kubectl."),
    cluster: z.string().describe("The name of the cluster."),
    account: z.string().describe("The ID of its AWS account."),
    region: z.string().describe("Its AWS region."),
    partition: z.enum(PARTITION_NAMES.words).describe("The partition of that region."),
    backend: z
      .record(z.string(), z.unknown())
      .describe("The backend of its state: its type, and its arguments as Terraform names them."),
    roles: roles.optional(),
    after: z.array(z.string()).describe("The names of the stacks that are applied before it."),
    inputs: z.array(z.string()).describe("All files that its output is made from."),
    change: change.nullable().describe("What became of it since the revision; null if none was asked about."),
    was: z.string().nullable().describe("Its earlier name, if it is renamed."),
  })
  .describe("A stack. Paths are relative to the current folder.");

const since = z
  .object({
    revision: z.string().describe("The revision as it was asked for."),
    commit: z.string().describe("The id of its commit."),
  })
  .describe("What the stacks are compared with.");

export const stacksAnswer = z.object({
  since: since.nullable().describe("The earlier revision; null if there is none to compare with."),
  stacks: z.array(stack).describe("Sorted by name. With --changed, those that are gone are among them."),
});

/** What became of a stack since an earlier revision. */
export type Change = Answer<typeof change>;

/** The ARNs of the roles that a pipeline plans and applies with. */
export type Roles = Answer<typeof roles>;

/** What a pipeline must know of a stack. */
export type Stack = Answer<typeof stack>;

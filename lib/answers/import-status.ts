import * as z from "zod";
import type { Answer } from "./answer";

const step = z
  .object({
    number: z.number().int().describe("Its number, from 1."),
    what: z.string().describe("What is done with it."),
    is: z
      .enum(["yes", "NO", "ask", "wait"])
      .describe("yes: done. NO: not done. ask: neither AWS nor the file tells. wait: other steps come first."),
    notes: z.array(z.string()).describe("What was found, or what is missing."),
    commands: z.array(z.string()).describe("Commands of a shell that do the step, or check it."),
  })
  .describe("A step on the way out of aws-auth.");

export const importStatusAnswer = z.object({
  cluster: z.string().describe("The name of the cluster."),
  account: z.string().describe("The ID of its AWS account."),
  region: z.string().describe("Its AWS region."),
  readAt: z.string().describe("When AWS was asked."),
  by: z.string().optional().describe("The identity that asked."),
  authenticationMode: z.string().nullable().describe("The mode of the cluster; null if AWS did not say it."),
  next: z.number().int().nullable().describe("The number of the step that comes next; null if all are done."),
  steps: z.array(step).describe("All steps, in their order."),
});

export type ImportStatusAnswer = Answer<typeof importStatusAnswer>;

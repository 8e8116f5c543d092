import * as z from "zod";
import type { Answer } from "./answer";

const guardrail = z
  .object({
    kind: z.enum(["scp", "rcp", "boundary", "endpoint", "roles"]).describe("What kind of guardrail it is."),
    file: z.string().describe("The name of its file with --out."),
    attachTo: z.string().describe("What it is attached to, in words."),
    statements: z.array(z.string()).describe("The Sid of each statement that has one."),
    characters: z.number().describe("How long it is, as AWS counts it."),
    limit: z.number().describe("How long AWS lets it be."),
    document: z.record(z.string(), z.unknown()).describe("The document, as IAM and Organizations take it."),
  })
  .describe("A policy document to attach.");

export const guardrailsAnswer = z.object({
  documents: z.array(guardrail).describe("All documents, by kind."),
  notes: z.array(z.string()).describe("What somebody has to know of them, one line each."),
});

export type GuardrailAnswer = Answer<typeof guardrail>;

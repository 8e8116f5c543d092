import * as z from "zod";

const verdict = z.enum(["yes", "no", "cannot be said"]).describe("The answer.");

const reason = z.object({
  text: z.string().describe("What decides, or what is missing."),
  location: z.string().optional().describe("Where it stands, such as clusters/demo.yaml:12:7."),
});

const answer = z
  .object({
    subject: z.string().describe("Who it is about."),
    is: z.string().describe("What the subject is."),
    cluster: z.string().describe("The cluster it is about."),
    deed: z.string().describe("What was asked, in words."),
    verdict,
    reasons: z.array(reason).describe("What decides, the strongest first."),
  })
  .describe("The answer about one subject on one cluster.");

const opinion = z
  .object({
    role: z.string().describe("The ARN of the role; empty if there is none to ask about."),
    verdict: verdict.describe("What the simulator says; cannot be said if it gave no answer."),
    contradicts: z.boolean().describe("Whether the files say the opposite."),
    reasons: z.array(reason).describe("What it says in words, and what it was not given."),
  })
  .describe("What AWS's policy simulator says of one role.");

const answerBesideAws = answer
  .extend({ aws: z.array(opinion).optional().describe("What AWS's policy simulator says, with --aws.") })
  .describe("The answer about one subject on one cluster.");

export const proveCanAnswer = z.object({
  verdict: verdict.describe("The answer about all clusters together."),
  answers: z.array(answerBesideAws).describe("One for each cluster that has the subject."),
});

export const proveWhoAnswer = z.object({
  deed: z.string().describe("What was asked, in words."),
  answers: z.array(answer).describe("Those who may, and those of whom it cannot be said."),
});

const law = z.object({
  location: z.string().describe("Where the law stands."),
  verdict: z.enum(["holds", "is broken", "cannot be said"]).describe("Whether the law holds."),
  answers: z.array(answer).describe("The answers that decide about it."),
});

export const proveCheckAnswer = z.object({
  laws: z.array(law).describe("In the order of the file."),
});

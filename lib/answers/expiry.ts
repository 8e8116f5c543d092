import * as z from "zod";
import type { Answer } from "./answer";

const ending = z
  .object({
    until: z.string().describe("The last day, in UTC, or the instant at which it ends."),
    ends: z.string().describe("The instant from which it is over: the first second after the last day, in UTC."),
    expired: z.boolean().describe("Whether it is over at the time that was given."),
    daysLeft: z
      .number()
      .int()
      .min(0)
      .nullable()
      .describe("How many days follow this one until it ends: 0 on the last day. null if it is over."),
    who: z
      .array(z.string())
      .describe("The ARN of the principal, or pod:<namespace>/<service account> for the pods of a workload."),
    policy: z
      .string()
      .optional()
      .describe("The name of an access policy, if it alone ends and the rest of the item stays."),
    stacks: z
      .array(z.string())
      .describe("The names of the stacks that have it: several, if it stands in a shared file."),
    reason: z.string().describe("Who asked for the access until then, and for what."),
    location: z.string().describe("Where its until stands, such as clusters/demo.yaml:12:7."),
  })
  .describe("An item or a policy that has an end.");

export const expiryAnswer = z.object({
  today: z.string().describe("The time that was given: the first second of the day, in UTC, if it was a day."),
  endings: z.array(ending).describe("Sorted by the time at which they end."),
});

export type Ending = Answer<typeof ending>;

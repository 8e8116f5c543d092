import * as z from "zod";
import type { Answer } from "./answer";

const places = z
  .array(
    z.object({
      name: z.string().describe("Such as mapRoles[3]."),
      line: z.number().int().optional().describe("The line in the input, where it has lines."),
    }),
  )
  .describe("Where it stands in the input.");

const section = z.string().describe("The section of the file.");
const value = z.record(z.string(), z.unknown()).describe("The item as it stands in the file.");
const because = z.string().describe("Why it has no item.");
const question = z.string().describe("What a person must decide.");
const texts = (what: string) => z.record(z.string(), z.string()).describe(what);

const item = z.object({
  is: z.literal("item").describe("The file has an item for it."),
  places,
  section,
  key: z.string().describe("The key of the item in its section."),
  value,
  notes: z.array(z.string()).describe("The comments above the item."),
  fieldNotes: texts("The comments behind fields of the item, by field."),
  accept: texts("Reasons for warnings that are all right, by rule."),
  question: question.optional(),
});

const choice = z.object({
  section,
  name: z.string().describe("What the key would be made of."),
  value,
});

export const importAnswer = z.object({
  source: z.string().describe("What was read, such as aws-auth."),
  top: z.record(z.string(), z.unknown()).describe("What stands in the file before the sections."),
  summary: z
    .object({
      rows: z.number().int().describe("The parts of the input."),
      items: z.number().int().describe("The items that parts became. Several parts may make one."),
      leftOut: z.number().int().describe("Parts that need no item."),
      toDecide: z.number().int().describe("What a person must decide. Several parts may be one of them."),
    })
    .describe("How many parts of the input became what."),
  rows: z
    .array(
      z.union([
        item,
        z.object({ is: z.literal("left out").describe("The file needs nothing for it."), places, because }),
        z.object({
          is: z.literal("question").describe("A person must decide."),
          places,
          question,
          choices: z.array(choice).describe("Items that may be the answer."),
        }),
      ]),
    )
    .describe("In the order of the input. Each part of it belongs to one."),
});

export type ImportAnswer = Answer<typeof importAnswer>;

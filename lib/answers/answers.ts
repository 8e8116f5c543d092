import * as z from "zod";
import { accessAnswer } from "./access";
import { type Answer, formatOf } from "./answer";
import { auditAnswer } from "./audit";
import { checkAnswer } from "./check";
import { diffAnswer } from "./diff";
import { expiryAnswer } from "./expiry";
import { importAnswer } from "./import";
import { proveCanAnswer, proveCheckAnswer, proveWhoAnswer } from "./prove";
import { stacksAnswer } from "./stacks";

/** The JSON answer of each word that has one, less what all have: `format` and `tool`. */
const ANSWERS = {
  access: accessAnswer,
  audit: auditAnswer,
  check: checkAnswer,
  diff: diffAnswer,
  expiry: expiryAnswer,
  import: importAnswer,
  "prove-can": proveCanAnswer,
  "prove-check": proveCheckAnswer,
  "prove-who": proveWhoAnswer,
  stacks: stacksAnswer,
};

/** What each word says, by word. */
export type Answers = { readonly [Word in keyof typeof ANSWERS]: Answer<(typeof ANSWERS)[Word]> };

const tool = z
  .object({
    name: z.string().describe("The name of the package."),
    version: z.string().describe("Its version."),
  })
  .describe("What wrote the answer.");

/**
 * Returns the JSON Schemas of all answers, by word. A later version may add a field to an answer, so that the schemas
 * allow fields that they do not name; with `closed` they do not.
 */
export const answerSchemas = ({ closed }: { readonly closed: boolean }): Readonly<Record<string, object>> =>
  Object.fromEntries(
    Object.entries(ANSWERS).map(([word, answer]) => {
      const format = z.literal(formatOf(word)).describe("What the answer is.");
      const whole = z.object({ format, tool, ...answer.shape });
      const title = `What eks-access ${word.replace("-", " ")} --format json prints`;
      return [word, { ...z.toJSONSchema(whole, { io: closed ? "output" : "input", target: "draft-7" }), title }];
    }),
  );

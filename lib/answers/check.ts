import * as z from "zod";
import { TELLERS } from "../aws/checks/pack";
import { PACK_NAMES } from "../aws/checks/packs";
import { CHECK_NAMES } from "../plan/checks/catalogue";
import { LEVELS } from "../plan/checks/check";
import type { Answer } from "./answer";

const check = z.enum(CHECK_NAMES as [string, ...string[]]);
const pack = z.enum(PACK_NAMES.words).describe("The name of the pack.");
const teller = z.enum(Object.keys(TELLERS) as [keyof typeof TELLERS, ...(keyof typeof TELLERS)[]]);
const url = z.string().describe("The page that asks for it.");
const verdict = z
  .enum(["met", "broken", "accepted", "not decidable here"])
  .describe("Accepted is broken with a reason for all of it; not decidable here is what files cannot tell.");

const finding = z
  .object({
    location: z.string().describe("Where it stands, such as clusters/demo.yaml:9:5."),
    path: z.string().describe("The path in the configuration, such as access.team-a.policies[0]."),
    text: z.string().describe("What is wrong, and what to do."),
    level: z.enum(LEVELS).describe("How much it matters."),
    accepted: z.string().optional().describe("The reason why it is accepted; absent if it is not."),
    until: z
      .string()
      .optional()
      .describe("When its acceptance ends, such as 2027-04-01T00:00:00Z. Without accepted it has ended."),
    acceptance: z.string().optional().describe("What to write so that it is accepted."),
  })
  .describe("A place that breaks the check.");

const checkOfFile = z
  .object({
    name: check.describe("The name of the check, as accept and explain take it."),
    level: z.enum(LEVELS).describe("The gravest level of its findings, or that of the check if there is none."),
    verdict,
    findings: z.array(finding).describe("Those that are not accepted first."),
    undecided: z
      .object({
        teller: teller.describe("Who can tell."),
        why: z.string().describe("What the file does not say."),
      })
      .optional()
      .describe("Why it is not decidable here."),
    references: z
      .array(z.object({ pack, control: z.string().describe("The control that it helps to decide."), url }))
      .describe("In the order of the packs."),
  })
  .describe("What a check says of one file.");

const controlOfFile = z
  .object({
    pack,
    control: z.string().describe("Its number, or the name that this project gives it."),
    asks: z.string().describe("What it asks for, in the words of this project."),
    url,
    verdict,
    checks: z.array(z.string()).describe("The checks that decide it, or help to; sorted."),
    teller: teller
      .optional()
      .describe("Who can tell what the files leave open of it, or all of it; absent if the files tell all."),
  })
  .describe("What a control of a benchmark says of one file.");

const packOfFile = z
  .object({
    pack,
    controls: z.number().int().describe("All controls of the pack."),
    met: z.number().int().describe("Those that the file meets, as far as a file can."),
    metInPart: z.number().int().describe("Those among them of which somebody else can tell more."),
    broken: z.number().int().describe("Those that it breaks."),
    accepted: z.number().int().describe("Those that it breaks with a reason for all of it."),
    undecided: z.number().int().describe("Those that are not decidable here."),
  })
  .describe("How many controls of a pack are what.");

export const checkAnswer = z.object({
  packs: z
    .array(
      z.object({
        name: pack,
        title: z.string().describe("Its title."),
        url: z.string().describe("Its page."),
        controls: z.string().describe("Where the names of its controls come from."),
      }),
    )
    .describe("The packs that were checked."),
  files: z
    .array(
      z
        .object({
          file: z.string().describe("The file."),
          cluster: z.string().describe("The name of its cluster."),
          account: z.string().describe("The ID of its AWS account."),
          region: z.string().describe("Its AWS region."),
          packs: z.array(packOfFile).describe("In the order of the packs."),
          checks: z.array(checkOfFile).describe("Sorted by name."),
          controls: z.array(controlOfFile).describe("All controls, in the order of the packs."),
          stale: z
            .array(
              z.object({
                check: check.describe("The name of the check."),
                location: z.string().describe("Where it is accepted."),
                item: z.string().optional().describe("The item that does not need it; absent if nothing does."),
              }),
            )
            .describe("Acceptances that nothing needs."),
          ended: z
            .array(
              z.object({
                warning: z.string().describe("The name of the warning."),
                location: z.string().describe("Where it is accepted."),
                until: z.string().describe("When the acceptance ended, such as 2027-04-01T00:00:00Z."),
              }),
            )
            .describe(
              "Acceptances of warnings that are no check of these packs and that are over on the day of --today.",
            ),
        })
        .describe("What the checks say of one file."),
    )
    .describe("In the order of the files."),
});

export type CheckAnswer = Answer<typeof checkAnswer>;
export type CheckedFileAnswer = CheckAnswer["files"][number];

import * as z from "zod";
import { FINDINGS, type FindingName, LEVELS } from "../audit/finding";
import type { Answer } from "./answer";

const findingNames = Object.keys(FINDINGS) as [FindingName, ...FindingName[]];

const finding = z
  .object({
    name: z.enum(findingNames).describe("What was found."),
    level: z.enum(LEVELS).describe("How much it matters; unread is what could not be looked at."),
    subject: z
      .string()
      .describe("The ARN of a principal, <namespace>/<service account>, the cluster, or the read without an answer."),
    of: z.string().optional().describe("What it is about beyond the subject, such as the name of a policy."),
    found: z.string().optional().describe("What AWS says."),
    planned: z.string().optional().describe("What the file says."),
    location: z.string().optional().describe("Where the file says so, such as clusters/demo.yaml:9:5."),
    advice: z.string().optional().describe("What to do, or why it matters."),
  })
  .describe("A difference between the files and the cluster, or what else somebody should look at.");

export const auditAnswer = z.object({
  clusters: z
    .array(
      z
        .object({
          cluster: z.string().describe("The name of the cluster."),
          account: z.string().describe("The ID of its AWS account."),
          region: z.string().describe("Its AWS region."),
          readAt: z.string().describe("When AWS was asked."),
          by: z.string().optional().describe("The identity that asked."),
          file: z.string().describe("A file about the cluster."),
          plannedPrincipals: z.array(z.string()).describe("ARNs of all principals that the files plan an entry for."),
          found: z.number().int().describe("The number of access entries in the cluster."),
          madeByServices: z.number().int().describe("The number of those that AWS services made."),
          findings: z.array(finding).describe("The gravest first."),
          notes: z.array(z.string()).describe("What else is to be said."),
        })
        .describe("What an audit says about one cluster."),
    )
    .describe("Those that could be read, in the order of the files."),
});

export type AuditAnswer = Answer<typeof auditAnswer>;

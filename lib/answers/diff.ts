import * as z from "zod";
import { KINDS } from "../diff/fact";
import type { Answer } from "./answer";

const side = z
  .object({
    source: z.string().describe("The file or folder of the configuration."),
    revision: z.string().nullable().describe("The revision as it was asked for; null for files as they are."),
    commit: z.string().nullable().describe("The id of the commit that was read; null for files as they are."),
    mergeBase: z
      .boolean()
      .describe("Whether that commit is the merge base of both revisions, and not the revision itself."),
  })
  .describe("What is compared.");

const state = z
  .object({
    shown: z.string().describe("The state in short."),
    location: z.string().describe("Where it stands, such as clusters/demo.yaml:12:7."),
  })
  .nullable()
  .describe("A state; null if there is nothing.");

const rules = (what: string) =>
  z
    .array(
      z.object({
        verbs: z.array(z.string()).describe("Verbs of Kubernetes."),
        resources: z.array(z.string()).describe("Resources such as deployments.apps, or paths that are none."),
        namespaces: z.array(z.string()).nullable().describe("Patterns of namespaces; null is the whole cluster."),
      }),
    )
    .describe(what);

const change = z
  .object({
    subject: z
      .string()
      .describe("An ARN, pod:<namespace>/<service account>, the issuer of a provider, cluster, or file."),
    what: z.enum(KINDS).describe("What kind of access it is."),
    name: z.string().describe("Such as the name of a policy; empty if the subject has one of that kind."),
    before: state,
    after: state,
    text: z.string().describe("The change in words."),
    details: z.array(z.string()).describe("What follows from it, a sentence each."),
    gained: rules("What Kubernetes allows now and did not before."),
    lost: rules("What Kubernetes allowed before and does not now."),
    escalation: z.boolean().describe("Whether it allows more than before, so that somebody must look at it."),
    loss: z.boolean().describe("Whether it allows less than before."),
  })
  .describe("A change of access.");

const cluster = z
  .object({
    cluster: z.string().describe("The name of the cluster."),
    account: z.string().describe("The ID of its AWS account."),
    region: z.string().describe("Its AWS region."),
    is: z.enum(["new", "gone", "in both"]).describe("In which of both it is described."),
    added: z.array(change).describe("What is there now alone."),
    taken: z.array(change).describe("What was there before alone."),
    changed: z.array(change).describe("What is another now."),
    notes: z.array(z.string()).describe("What is no change of access, and matters to an apply."),
  })
  .describe("The changes of access to one cluster, sorted by subject, kind and name.");

export const diffAnswer = z.object({
  from: side,
  to: side,
  refused: z
    .array(z.string())
    .describe("Why the earlier configuration cannot be read. Everything counts as added then."),
  clusters: z.array(cluster).describe("Those with changes or notes, sorted by name, account and region."),
  totals: z
    .object({
      escalations: z.number().int().describe("Changes that allow more."),
      losses: z.number().int().describe("Changes that allow less."),
      changes: z.number().int().describe("All changes."),
      unchanged: z.number().int().describe("Clusters without a change of access."),
    })
    .describe("How many there are. What comes or goes with an entry or a role counts once, as in the text."),
});

export type DiffAnswer = Answer<typeof diffAnswer>;
export type Side = Answer<typeof side>;

import * as z from "zod";
import { ENTRY_MAKER_NAMES } from "../aws/eks/entry-makers";
import { ENTRY_TYPE_NAMES } from "../aws/eks/entry-types";
import type { Answer } from "./answer";

const location = z.string().describe("Where it stands, such as clusters/demo.yaml:12:7.");

const scope = z
  .union([
    z.object({ type: z.literal("cluster") }),
    z.object({
      type: z.literal("namespace"),
      namespaces: z.array(z.string()).describe("The names of the namespaces."),
    }),
  ])
  .describe("The scope of the policy. Groups have none, because RBAC in the cluster defines their permissions.");

const accessRow = z
  .object({
    principal: z.string().describe("The ARN of the principal."),
    type: z
      .enum([...ENTRY_TYPE_NAMES.words, ...ENTRY_MAKER_NAMES.words])
      .describe("The type of the entry, or who makes it if this project does not."),
    policy: z.string().optional().describe("The policy's name, or its ARN if the name is unknown."),
    scope: scope.optional(),
    group: z.string().optional().describe("A Kubernetes group."),
    until: z.string().optional().describe("The last day, in UTC, or the instant at which it ends."),
    reason: z.string().optional().describe("Who asked for it until then, and for what."),
    released: z
      .literal(true)
      .optional()
      .describe("Terraform lets go of it: it stays in AWS as it is, or as others have changed it since."),
    location,
  })
  .describe("One policy or group of a principal, or an access entry without either.");

const providerRow = z
  .object({
    name: z.string().describe("Its key in the file."),
    issuerUrl: z.string().describe("The URL of the issuer."),
    clientId: z.string().describe("The client ID that tokens are made for."),
    requiredClaims: z.record(z.string(), z.string()).optional().describe("Claims that a token must have."),
    location,
  })
  .describe("An external identity provider, whose users reach the cluster with no access entry.");

const bestPractice = z
  .object({
    message: z.string().describe("What it is, and how it is done."),
    source: z.string().describe("The page of AWS that advises it."),
    location,
  })
  .describe("Something that AWS advises, with the place where it can be done.");

export const accessOfCluster = z
  .object({
    cluster: z.string().describe("The name of the cluster."),
    account: z.string().describe("The ID of its AWS account."),
    region: z.string().describe("Its AWS region."),
    access: z.array(accessRow).describe("Sorted by principal, policy and group."),
    madeByEks: z
      .array(z.string())
      .describe("Node roles whose access entry EKS creates. These entries are not in the plan and have no row."),
    identityProviders: z.array(providerRow).describe("Sorted by name."),
    bestPractices: z.array(bestPractice).describe("What AWS advises and the files do not do."),
  })
  .describe("The access to one cluster.");

export const accessAnswer = z.object({
  clusters: z.array(accessOfCluster).describe("Sorted by name, account and region."),
});

export type AccessRow = Answer<typeof accessRow>;
export type ProviderRow = Answer<typeof providerRow>;
export type BestPractice = Answer<typeof bestPractice>;
export type AccessOfCluster = Answer<typeof accessOfCluster>;

import { z } from "zod";
import * as iam from "../domain/iam";
import { integer, listOf, mapOf, object, plainText, text } from "./fields";

export const tags = mapOf(text(iam.TAG_VALUE, "Value of the tag."), { keys: iam.TAG_KEY, size: iam.TAGS }, "AWS tags.");

export const path = text(iam.IAM_PATH, "IAM path: / or /…/. Default: /.");

export const permissionsBoundary = plainText(
  "ARN of the IAM policy that bounds the role.\n\nhttps://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
);

const policyDocument = z
  .looseObject({
    Version: z.enum(["2012-10-17", "2008-10-17"]).meta({ description: "Version of the policy language." }).optional(),
    Statement: z.union([z.array(z.looseObject({})), z.looseObject({})]).meta({
      description: "What is allowed or denied; IAM's own variables such as ${aws:username} stay as they are.",
    }),
  })
  .meta({ description: "An IAM policy document." });

/** What every role made here takes. */
export const roleOptions = {
  path: path.optional(),
  permissionsBoundary: permissionsBoundary.optional(),
  description: text(iam.DESCRIPTION, "What the role is for.").optional(),
  maxSessionSeconds: integer(iam.MAX_SESSION, "How long a session may last. Default: 3600.").optional(),
  tags: tags.optional(),
  additionalPolicies: listOf(
    plainText("Name of an AWS managed policy, or ARN of any managed policy."),
    undefined,
    "Policies besides those that the role needs. A role has room for 10 in all, for 20 with a raised quota.",
  ).optional(),
  inlinePolicies: mapOf(
    policyDocument,
    { keys: iam.POLICY_NAME },
    "Policies of the role's own, by name. Together at most 10,240 characters, white space not counted.",
  ).optional(),
};

/** The role of an item: made here (default), or one that exists. */
export const roleReference = object(
  {
    name: text(iam.ROLE_NAME, "Name of the role that is made here.").optional(),
    arn: plainText("ARN of a role that exists: nothing is made or attached.").optional(),
    use: plainText("Key of another item of this file, whose role this one shares.").optional(),
    ...roleOptions,
  },
  "The role: exactly one of name, arn and use, or none of them for a role made here with its default name.",
);

export type RoleReference = z.input<typeof roleReference>;

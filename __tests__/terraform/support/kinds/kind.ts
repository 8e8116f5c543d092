import type { ClusterConfig } from "../../../../lib/schema/types";
import { ACCOUNT } from "../endpoint";

/** How many calls of each API action. */
export type Calls = Readonly<Record<string, number>>;

/** A kind of resource, twice: as this project makes it, and in Terraform's language as people write it. */
export interface Kind {
  readonly kind: string;
  /** Sections of a file. */
  readonly ours: Partial<Record<keyof ClusterConfig, object>>;
  readonly byHand: string;
  /** Matches the calls for it, written as the action and its parameters. */
  readonly calls: RegExp;
  /** What ours costs on purpose besides, in each command. */
  readonly more?: Calls;
}

/** Roles that exist before. */
export const EXISTING_ROLES = ["people", "editor", "linux", "windows", "hybrid", "fargate", "workers"];

export const arn = (role: string) => `arn:aws:iam::${ACCOUNT}:role/${role}`;

/** A policy document, as a configuration has it and by hand. */
export const INLINE = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
};
export const S3 = `jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
  })`;

/** What Pod Identity, capabilities and Auto Mode ask for. */
export const TAGGED = '["sts:AssumeRole", "sts:TagSession"]';

/** The argument of a role. */
export const trust = (service: string, action = '"sts:AssumeRole"') => `assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "${service}" }, Action = ${action} }]
  })`;

/** Managed policies of a role. */
export const attached = (label: string, policies: readonly string[]) => `
resource "aws_iam_role_policy_attachment" "${label}" {
  for_each   = toset(${JSON.stringify(policies)})
  role       = aws_iam_role.${label}.name
  policy_arn = "arn:aws:iam::aws:policy/\${each.value}"
}`;

export const PROVIDER: Kind = {
  kind: "the provider",
  ours: { tags: { Team: "platform" } },
  byHand: `
provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { Team = "platform" }
  }
}`,
  calls: /^GetCallerIdentity /,
};

import { escapeTemplate } from "../terraform/template";

/** An IAM policy document. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * What a statement of an identity policy can have. A principal belongs to the trust of a role, which is written here.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export const STATEMENT_KEYS: readonly string[] = [
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];
export const EFFECTS = ["Allow", "Deny"] as const;

export const document = (...Statement: Statement[]): PolicyDocument => ({ Version: "2012-10-17", Statement });

export const allow = (
  Action: string | readonly string[],
  Resource: string | readonly string[],
  Condition?: Statement["Condition"],
): Statement => ({ Effect: "Allow", Action, Resource, ...(Condition && { Condition }) });

/**
 * Returns the document as JSON for Terraform.
 *
 * @param tokens whether its texts may contain cdktf tokens and Terraform expressions, which then stay as they are:
 * only IAM's own variables (`${aws:username}`, `${*}`) are escaped. Otherwise all of it is text.
 */
export function renderDocument(document: object, tokens: boolean): string {
  const text = JSON.stringify(document);
  return tokens ? text.replace(/\$\{(?=[A-Za-z][\w.-]*:[^}]*\}|[*?$]\})/g, "$$$${") : escapeTemplate(text);
}

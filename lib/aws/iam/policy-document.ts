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

export const document = (...Statement: Statement[]): PolicyDocument => ({ Version: "2012-10-17", Statement });

export const allow = (
  Action: string | readonly string[],
  Resource: string | readonly string[],
  Condition?: Statement["Condition"],
): Statement => ({ Effect: "Allow", Action, Resource, ...(Condition && { Condition }) });

/**
 * Returns the document as JSON for Terraform. IAM's own variables (`${aws:username}`, `${*}`) are escaped, so that
 * Terraform does not interpolate them. Tokens and other Terraform expressions are unchanged.
 */
export function renderDocument(document: object): string {
  return JSON.stringify(document).replace(/\$\{(?=[A-Za-z][\w.-]*:[^}]*\}|[*?$]\})/g, "$$$${");
}

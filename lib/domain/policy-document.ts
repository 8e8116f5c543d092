/** An IAM policy document as AWS writes it. */
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

/** A list of one stands for itself in IAM; written so, documents stay as AWS's pages print them. */
const oneOrMany = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? (values[0] ?? []) : values;

/** The trust of a role that EC2 instances take: nodes. */
export function nodeTrust(ec2Principals: readonly string[]): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: oneOrMany(ec2Principals) }, Action: "sts:AssumeRole" }],
  };
}

/**
 * The document as text for Terraform: IAM's own variables (`${aws:username}`, `${*}`) are escaped, so that Terraform
 * leaves them to IAM; tokens and other Terraform expressions stay what they are.
 */
export function renderDocument(document: object): string {
  return JSON.stringify(document).replace(/\$\{(?=[A-Za-z][\w.-]*:[^}]*\}|[*?$]\})/g, "$$$${");
}

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

export function parseArn(text: string): Arn | undefined {
  const match = /^arn:([^:]*):([^:]*):([^:]*):([^:]*):(.+)$/s.exec(text);
  if (!match) return undefined;
  const [, partition = "", service = "", region = "", account = "", resource = ""] = match;
  return { partition, service, region, account, resource };
}

/** Returns the ARN of an IAM role, policy or instance profile. `path` begins and ends with `/`. */
export function iamArn(partition: string, account: string, kind: string, path: string, name: string): string {
  return `arn:${partition}:iam::${account}:${kind}${path}${name}`;
}

/** Returns the name after the last `/`. */
export function nameOfArn(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

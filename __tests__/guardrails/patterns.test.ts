import { isOfAccount, matchesPattern, problemWithPattern } from "../../lib/guardrails/patterns";

test.each([
  ["arn:aws:iam::*:role/eks-access-apply", undefined],
  ["arn:aws:iam::111122223333:role/ci/*apply", undefined],
  ["arn:*:iam::*:role/apply-?", undefined],
  ["eks-access-apply", "is no ARN"],
  ["arn:aws:iam::*:user/eve", "is no ARN of a role"],
  ["arn:aws:eks:eu-west-1:111122223333:cluster/demo", "is no ARN of a role"],
  ["arn:aws:sts::111122223333:assumed-role/apply/job", "is the ARN of a session; write that of its role"],
  ["arn:aws:iam::1111:role/apply", "has no account, which is 12 digits or *"],
  ["arn:aws:iam::1111*:role/apply", "has no account, which is 12 digits or *"],
  ["arn:aws:iam::*:role/${aws:username}", "has characters that no name or path of a role has"],
  ["arn:aws:iam::*:role/*", "names every role; name the one that you mean"],
  ["arn:aws:iam::*:role/ci/*", "names every role; name the one that you mean"],
  ["arn:aws:iam::*:role/x/", "has no name of a role behind the last /"],
  ["arn:aws:iam::*:role/", "has no name of a role behind the last /"],
  ["arn:aws:iam::*:role/**?", "names every role; name the one that you mean"],
])("%s: %s", (pattern, problem) => {
  expect(problemWithPattern(pattern)).toBe(problem);
});

test.each([
  ["arn:aws:iam::111122223333:role/apply", "arn:aws:iam::*:role/apply", true],
  ["arn:aws:iam::111122223333:role/ci/apply", "arn:aws:iam::*:role/*apply", true],
  ["arn:aws:iam::111122223333:role/ci/apply", "arn:aws:iam::*:role/apply", false],
  ["arn:aws:iam::111122223333:role/apply-2", "arn:aws:iam::*:role/apply", false],
  ["arn:aws-cn:iam::111122223333:role/apply", "arn:aws:iam::*:role/apply", false],
  ["arn:aws:iam::111122223333:role/a.b", "arn:aws:iam::*:role/a?b", true],
  ["arn:aws:iam::111122223333:role/axb", "arn:aws:iam::*:role/a.b", false],
])("%s is matched by %s: %s", (arn, pattern, matched) => {
  expect(matchesPattern(arn, pattern)).toBe(matched);
});

test.each([
  ["arn:aws:iam::*:role/apply", "111122223333", "aws", true],
  ["arn:aws:iam::111122223333:role/apply", "111122223333", "aws", true],
  ["arn:aws:iam::444455556666:role/apply", "111122223333", "aws", false],
  ["arn:aws:iam::*:role/apply", "111122223333", "aws-cn", false],
  ["arn:*:iam::*:role/apply", "111122223333", "aws-cn", true],
] as const)("%s may be a role of %s in %s: %s", (pattern, account, partition, expected) => {
  expect(isOfAccount(pattern, { account, partition })).toBe(expected);
});

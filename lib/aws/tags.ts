import type { ListFact, TextFact } from "./fact";

const QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

export const TAG_KEY: TextFact = {
  rule: "tags",
  is: "a tag key",
  min: 1,
  max: 128,
  advice: "shorten it",
  source: QUOTAS,
};

export const TAG_VALUE: TextFact = {
  rule: "tags",
  is: "a tag value",
  max: 256,
  advice: "shorten it",
  source: QUOTAS,
};

/** Includes the tags at the top of the file, which the provider adds to every resource. */
export const TAGS: ListFact = { rule: "tags", is: "tags", max: 50, advice: "leave some out", source: QUOTAS };

import type { ListFact, TextFact } from "./fact";

const QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const CHARACTERS = "letters, digits, spaces and _.:/=+-@";

/** Whether AWS sets a tag itself: nobody else may set one with this prefix. */
export const isTagOfAws = (key: string): boolean => /^aws:/i.test(key);

export const TAG_KEY: TextFact = {
  rule: "tags",
  is: "a tag key",
  min: 1,
  max: 128,
  pattern: /^(?![aA][wW][sS]:)[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
  form: `${CHARACTERS}, and does not begin with aws:`,
  advice: (given) =>
    isTagOfAws(given)
      ? "AWS keeps this prefix for itself, so choose another key"
      : given === ""
        ? "write one"
        : [...given].length > 128
          ? "shorten it"
          : "write other characters",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html",
};

export const TAG_VALUE: TextFact = {
  rule: "tags",
  is: "a tag value",
  max: 256,
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
  form: CHARACTERS,
  advice: (given) => ([...given].length > 256 ? "shorten it" : "write other characters"),
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html",
};

/** EC2 takes any characters in the values of tags. */
export const EC2_TAG_VALUE: TextFact = {
  rule: "tags",
  is: "a tag value",
  max: 256,
  advice: "shorten it",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions",
};

/** Includes the tags at the top of the file, which the provider adds to every resource. */
export const TAGS: ListFact = { rule: "tags", is: "tags", max: 50, advice: "leave some out", source: QUOTAS };

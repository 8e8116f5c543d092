import type { TextFact } from "./fact";

export const ACCOUNT: TextFact = {
  rule: "account-id",
  is: "an account",
  pattern: /^\d{12}$/,
  form: "twelve digits",
  first: 'write the twelve digits of the AWS account in quotes: account: "111122223333"',
  advice: "write all twelve in quotes, without hyphens",
  source: "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html",
};

export const REGION: TextFact = {
  rule: "region-name",
  is: "a region",
  pattern: /^[a-z]{2,4}(-[a-z]+)+-\d+$/,
  form: "lower case and ends with its number",
  advice: 'write it like "eu-central-1"',
  source: "https://docs.aws.amazon.com/general/latest/gr/rande.html",
};

import type { ListFact, TextFact } from "../fact";
import { nearestName } from "../kubernetes/names";

/** A namespace name, in which `*` matches any text. */
export const NAMESPACE: TextFact = {
  rule: "access-namespace",
  is: "a namespace",
  min: 1,
  max: 63,
  pattern: /^[a-z0-9*]([-a-z0-9*]*[a-z0-9*])?$/,
  form: "lower-case letters, digits and -, with * for any text, and begins and ends with a letter or digit",
  advice: (given) => `write ${JSON.stringify(nearestName(given, "*-", 63) || "team-a")}`,
  source: "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",
};

export const NAMESPACES: ListFact = {
  rule: "empty-namespaces",
  is: "namespaces",
  min: 1,
  advice: "leave namespaces out for the whole cluster, or name at least one",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",
};

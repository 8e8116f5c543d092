import type { TextFact } from "../fact";

/** A DNS label, and a DNS subdomain made of DNS labels, as Kubernetes defines them. */
export const DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
export const DNS_SUBDOMAIN = `${DNS_LABEL}(\\.${DNS_LABEL})*`;

const LABELS = "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/";
const LABEL_NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

/** Returns the closest valid name of lower-case letters, digits and the characters in `also`. */
export const nearestName = (given: string, also: string, max: number): string => {
  const edges = `[${also.replace("*", "")}]+`;
  return given
    .toLowerCase()
    .replace(new RegExp(`[^a-z0-9${also}]+`, "g"), "-")
    .slice(0, max)
    .replace(new RegExp(`^${edges}|${edges}$`, "g"), "");
};

/** A key of the configuration that names an item. It becomes part of a Terraform address, a file name and a label. */
export const KEY: TextFact = {
  rule: "item-key",
  is: "a key",
  min: 1,
  max: 63,
  pattern: new RegExp(`^${DNS_LABEL}$`),
  form: "lower-case letters, digits and -, and begins and ends with a letter or digit",
  advice: (given) => {
    const near = nearestName(given, "-", 63);
    return near === "" ? "choose another" : `write ${JSON.stringify(near)}`;
  },
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/",
};

export const LABEL_KEY: TextFact = {
  rule: "label-key",
  is: "a label key",
  min: 1,
  max: 316,
  pattern: new RegExp(`^(${DNS_SUBDOMAIN}/)?${LABEL_NAME}$`),
  form: "a name of letters, digits, -, _ and ., with an optional domain and / before it",
  advice: 'write it like "example.com/team"',
  source: LABELS,
};

export const LABEL_VALUE: TextFact = {
  rule: "label-value",
  is: "a label value",
  max: 63,
  pattern: new RegExp(`^(${LABEL_NAME})?$`),
  form: "letters, digits, -, _ and ., and begins and ends with a letter or digit",
  advice: "shorten or respell it",
  source: LABELS,
};

/** The value of a taint, where it has one. */
export const TAINT_VALUE: TextFact = {
  ...LABEL_VALUE,
  is: "the value of a taint",
  min: 1,
  advice: "leave value out, or respell it",
};

/** A key that is the name of a NodeClass or NodePool. Its dots are left out of Terraform addresses. */
export const NODE_KEY: TextFact = {
  ...KEY,
  rule: "node-key",
  max: 253,
  pattern: new RegExp(`^${DNS_SUBDOMAIN}$`),
  form: "lower-case letters, digits, - and ., and each part begins and ends with a letter or digit",
  advice: (given) => {
    const near = nearestName(given, ".-", 253);
    return near === "" ? "choose another" : `write ${JSON.stringify(near)}`;
  },
};

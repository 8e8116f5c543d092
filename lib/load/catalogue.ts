import { PLAN_RULES } from "../plan/catalogue";
import { type Rule, rules } from "../plan/rule";
import { FILE_RULES } from "./file-catalogue";

/** An access set. */
const ON_CALL = `
access:
  on-call:
    principal: arn:aws:iam::111122223333:role/on-call
    groups: [on-call]
`;

/** Rules about files as such: whether they can be read, are YAML, and have valid keys and types. */
export const LOAD_RULES = {
  ...FILE_RULES,
  ...rules({
    "defaults-conflict": {
      severity: "error",
      summary: "A cluster's file and defaults.yaml state two values of one key, and neither of them wins.",
      wayOut: "State it in each cluster's file instead, or only in defaults.yaml.",
      source: "docs/guides/sharing.md",
      numbers: [],
      bad: {
        "defaults.yaml": `
tags: { Company: acme, Team: platform }
`,
        "clusters/demo.yaml": `
tags: { Team: data }
`,
      },
      good: {
        "defaults.yaml": `
tags: { Company: acme }
`,
        "clusters/demo.yaml": `
tags: { Team: data }
`,
      },
    },
    "duplicate-key": {
      severity: "error",
      summary: "One key stands twice in one mapping, and what stands under one of the two would be lost.",
      wayOut: "Keep one of the two, with all that belongs under it.",
      source: "docs/guides/limits.md",
      numbers: ["R902"],
      bad: `
tags:
  Team: platform
  Team: data
`,
      good: `
tags:
  Team: platform
`,
    },
    "empty-folder": {
      severity: "error",
      summary: "The folder of clusters holds no file that ends in .yaml or .yml.",
      wayOut: "Write one YAML file for each cluster there.",
      source: "docs/guides/sharing.md",
      numbers: [],
      bad: {
        "clusters/README.md": `
One file for each cluster.
`,
      },
      good: {
        "clusters/README.md": `
One file for each cluster.
`,
        "clusters/demo.yaml": `
name: demo
`,
      },
    },
    "file-name": {
      severity: "error",
      summary:
        "The name of a file becomes that of a stack and a folder, or of an access set. It is made of lower-case letters, digits, - and _, and begins with a letter or digit.",
      wayOut: "Rename the file, and write `name` inside it where the cluster is called otherwise.",
      source: "docs/guides/sharing.md",
      numbers: [],
      bad: {
        "clusters/Demo.prod.yaml": `
name: Demo_prod
`,
      },
      good: {
        "clusters/demo-prod.yaml": `
name: Demo_prod
`,
      },
    },
    "file-name-taken": {
      severity: "error",
      summary:
        "Two files have one name but for the ending, .yaml or .yml, and would become one stack or one access set.",
      wayOut: "Rename one of them.",
      source: "docs/guides/sharing.md",
      numbers: [],
      bad: {
        "clusters/demo.yaml": `
name: demo
`,
        "clusters/demo.yml": `
name: other
`,
      },
      good: {
        "clusters/demo.yaml": `
name: demo
`,
        "clusters/other.yml": `
name: other
`,
      },
    },
    "no-such-source": {
      severity: "error",
      summary: "The file or folder to read does not exist.",
      wayOut:
        "Make the folder clusters/ with one YAML file for each cluster, or name another file or folder in EKS_ACCESS_CONFIG.",
      source: "docs/guides/sharing.md",
      numbers: [],
      bad: {},
      good: {
        "clusters/demo.yaml": `
name: demo
`,
      },
    },
    "not-yaml": {
      severity: "error",
      summary: "The file is not YAML, or holds more than one YAML document, so that nothing in it can be read.",
      wayOut: "Mend it at the line and column that the message names.",
      source: "docs/guides/limits.md",
      numbers: ["R901"],
      bad: `
tags: { Team: platform
`,
      good: `
tags: { Team: platform }
`,
    },
    "plain-data": {
      severity: "error",
      summary:
        "A configuration in TypeScript is plain data: text, numbers, true, false, lists and mappings. Maps, sets, dates, instances of classes, constructs, functions, big integers, symbols, and values that contain themselves are not.",
      wayOut: "Write what the message says in its place.",
      source: "docs/guides/typescript.md",
      numbers: [],
      bad: { "demo.ts": `{ account: "111122223333", region: "eu-west-1", tags: new Map([["Team", "platform"]]) }\n` },
      good: { "demo.ts": `{ account: "111122223333", region: "eu-west-1", tags: { Team: "platform" } }\n` },
    },
    required: {
      severity: "error",
      summary: "A key is missing that must be there.",
      wayOut:
        "Add the key; what every cluster has in common, such as `account` and `region`, may stand in defaults.yaml.",
      source: "docs/guides/limits.md",
      numbers: ["R217", "R327", "R404", "R405", "R432", "R434", "R502", "R505", "R520", "R906", "R914", "R504"],
      bad: `
account: "111122223333"
`,
      good: `
account: "111122223333"
region: eu-west-1
`,
    },
    "set-key-taken": {
      severity: "error",
      summary:
        "A cluster would get two entries with one key: one in its own file and one of an access set, or one of each of two sets.",
      wayOut: "Rename one of the two keys.",
      source: "docs/guides/sharing.md",
      numbers: [],
      bad: {
        "accessSets/on-call.yaml": ON_CALL,
        "clusters/demo.yaml": `
use: [on-call]
access:
  on-call:
    principal: arn:aws:iam::111122223333:role/demo-on-call
    groups: [on-call]
`,
      },
      good: {
        "accessSets/on-call.yaml": ON_CALL,
        "clusters/demo.yaml": `
use: [on-call]
access:
  demo-on-call:
    principal: arn:aws:iam::111122223333:role/demo-on-call
    groups: [on-call]
`,
      },
    },
    "set-named-twice": {
      severity: "error",
      summary: "`use` names one access set twice.",
      wayOut: "Name it once.",
      source: "docs/guides/sharing.md",
      numbers: [],
      bad: {
        "accessSets/on-call.yaml": ON_CALL,
        "clusters/demo.yaml": `
use: [on-call, on-call]
`,
      },
      good: {
        "accessSets/on-call.yaml": ON_CALL,
        "clusters/demo.yaml": `
use: [on-call]
`,
      },
    },
    "token-kind": {
      severity: "error",
      summary:
        "A cdktf token for a list, a mapping or a number stands where it does not go to Terraform as it is. A token for text may stand nearly everywhere, one for a list or mapping in place of groups, security groups and tags.",
      wayOut:
        "Write the items, each with a token for text: Fn.element(list, 0), Fn.lookup(map, key), Token.asString(number).",
      source: "docs/guides/typescript.md",
      numbers: [],
      bad: {
        "demo.ts": `{
  account: "111122223333",
  region: "eu-west-1",
  nodeRoles: { workers: { kind: "managed", additionalPolicies: ["#{TfToken[TOKEN.0]}"] } },
}
`,
      },
      good: {
        "demo.ts": `{
  account: "111122223333",
  region: "eu-west-1",
  nodeRoles: { workers: { kind: "managed", additionalPolicies: ["\${TfToken[TOKEN.0]}"] } },
}
`,
      },
    },
    "two-defaults": {
      severity: "error",
      summary: "There are both a defaults.yaml and a defaults.yml, and only one of them can hold.",
      wayOut: "Keep one of the two, with all that the clusters share.",
      source: "docs/guides/sharing.md",
      numbers: [],
      bad: {
        "defaults.yaml": `
tags: { Company: acme }
`,
        "defaults.yml": `
tags: { Team: platform }
`,
        "clusters/demo.yaml": `
name: demo
`,
      },
      good: {
        "defaults.yaml": `
tags: { Company: acme, Team: platform }
`,
        "clusters/demo.yaml": `
name: demo
`,
      },
    },
    "unknown-key": {
      severity: "error",
      summary: "There is no such key at this place, so what stands under it would be lost without a word.",
      wayOut: "Correct the spelling, or write what the message says about the key.",
      source: "docs/guides/limits.md",
      numbers: ["R403", "R406", "R413", "R415", "R439", "R440", "R501", "R534", "R903", "R913"],
      bad: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    groups: [team-a]
    userName: team-a
`,
      good: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    groups: [team-a]
    username: team-a
`,
    },
    "unknown-set": {
      severity: "error",
      summary: "`use` names an access set of which there is no file in accessSets/.",
      wayOut: "Write the name of a file there, without its ending, or add the file.",
      source: "docs/guides/sharing.md",
      numbers: [],
      bad: {
        "accessSets/on-call.yaml": ON_CALL,
        "clusters/demo.yaml": `
use: [oncall]
`,
      },
      good: {
        "accessSets/on-call.yaml": ON_CALL,
        "clusters/demo.yaml": `
use: [on-call]
`,
      },
    },
    "unknown-value": {
      severity: "error",
      summary:
        "Only certain words are possible at this place, in exactly this spelling, and the value is none of them.",
      wayOut: "Write one of the words that the message lists.",
      source: "docs/guides/limits.md",
      numbers: [
        "R101",
        "R102",
        "R327",
        "R417",
        "R426",
        "R431",
        "R505",
        "R520",
        "R522",
        "R526",
        "R602",
        "R605",
        "R608",
        "R706",
        "R904",
        "R910",
        "R914",
        "R715",
      ],
      bad: `
nodeRoles:
  workers: { kind: manged }
`,
      good: `
nodeRoles:
  workers: { kind: managed }
`,
    },
    "wrong-type": {
      severity: "error",
      summary: "A value has another type than its key takes: text in place of a list, or a number in place of text.",
      wayOut:
        "Write the type that the message asks for; text that looks like a number, such as an account, stands in quotes.",
      source: "docs/guides/limits.md",
      numbers: [
        "R111",
        "R118",
        "R123",
        "R201",
        "R217",
        "R415",
        "R418",
        "R419",
        "R423",
        "R424",
        "R428",
        "R432",
        "R438",
        "R508",
        "R518",
        "R525",
        "R901",
        "R903",
        "R905",
        "R912",
        "R913",
      ],
      bad: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    groups: team-a
`,
      good: `
access:
  team-a:
    principal: arn:aws:iam::111122223333:role/team-a
    groups: [team-a]
`,
    },
  }),
};

export type LoadRuleName = keyof typeof LOAD_RULES;

/** All rules, by name. */
export const ALL_RULES: Readonly<Record<string, Rule>> = { ...LOAD_RULES, ...PLAN_RULES };

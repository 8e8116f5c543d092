import { rules } from "../plan/rule";

const DEMO = `
name: demo
`;

const LIMITS = "docs/guides/limits.md";
const SHARING = "docs/guides/sharing.md";

/** A lock file as Terraform writes it. */
const lockFile = (version: string): string => `
# This file is maintained automatically by "terraform init".

provider "registry.terraform.io/hashicorp/aws" {
  version     = "${version}"
  constraints = ">= 5.79.0, < 7.0.0"
  hashes = [
    "h1:B26dwp2xD0PZOSKaCMC2vHzQLAAq5M/qRgGXSkKUAAA=",
  ]
}
`;

/** A value with this many levels of mappings. */
const nested = (levels: number): string => `tags: ${"{ a: ".repeat(levels)}b${" }".repeat(levels)}`;

/** Rules about reading files: a file is data, and means what a reader sees. */
export const FILE_RULES = rules({
  expression: {
    severity: "error",
    summary:
      "A text or key in a file contains `${`, `%{` or a mark of cdktf's tokens, which Terraform or cdktf would evaluate. A file is data. IAM documents are the exception: there it is text, such as `${aws:username}`.",
    wayOut: "Write the value itself; to refer to another resource, describe this cluster in TypeScript.",
    source: LIMITS,
    numbers: [],
    bad: `
tags:
  Team: \${file("team.txt")}
`,
    good: `
nodeRoles:
  workers:
    kind: managed
    inlinePolicies:
      home: { Statement: { Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::homes/\${aws:username}/*" } }
`,
  },
  "foreign-document": {
    severity: "error",
    summary:
      "A file is a document for Kubernetes or eksctl, such as a ConfigMap, a NodeClass or a ClusterConfig, and not one of this project.",
    wayOut: "Write what it says in the words of this project, or move it out of the folder.",
    source: SHARING,
    numbers: [],
    bad: `
apiVersion: eks.amazonaws.com/v1
kind: NodeClass
metadata: { name: gpu }
`,
    good: `
nodeClasses:
  gpu:
    spec: { subnetSelectorTerms: [{ id: subnet-0a1b2c3d }], securityGroupSelectorTerms: [{ id: sg-0a1b2c3d }] }
`,
  },
  "hidden-character": {
    severity: "error",
    summary:
      "A file contains a character that a reader cannot see, or that changes the order of what is displayed: a control, zero-width or bidirectional character, an unusual space, or a mark that Terraform joins with the letter before it.",
    wayOut: "Remove it, or write a plain space or the one character that is meant.",
    source: "https://www.unicode.org/reports/tr36/",
    numbers: [],
    bad: `
terraform: { backend: { type: cloud, organization: "plat\\u200bform", workspace: demo } }
`,
    good: `
tags: { Team: platform }
`,
  },
  "ignored-file": {
    severity: "error",
    summary:
      "A file would not be read although it looks like one: it lies in a folder inside the folder of clusters or access sets, or its name ends in another spelling than .yaml or .yml.",
    wayOut: "Move it to the folder itself, or rename it. Names that begin with a dot are ignored.",
    source: SHARING,
    numbers: [],
    bad: { "clusters/demo.yaml": DEMO, "clusters/eu/prod.yaml": DEMO },
    good: { "clusters/demo.yaml": DEMO, "clusters/eu-prod.yaml": DEMO },
  },
  "lock-file": {
    severity: "error",
    summary:
      "The lock file beside the files of clusters, `.terraform.lock.hcl`, is none that Terraform wrote, has more than 65,536 bytes, holds no AWS provider, or holds a version that a stack cannot have.",
    wayOut: "Run terraform init -upgrade in the folder of a stack, and copy the lock file that this makes.",
    source: "docs/guides/pipeline.md",
    numbers: [],
    bad: { "clusters/demo.yaml": DEMO, "clusters/.terraform.lock.hcl": lockFile("5.78.0") },
    good: { "clusters/demo.yaml": DEMO, "clusters/.terraform.lock.hcl": lockFile("5.100.0") },
  },
  "too-deep": {
    severity: "error",
    summary: "Mappings and lists stand in each other in more than 64 levels.",
    wayOut: "Take levels out; no key of a configuration needs them.",
    source: LIMITS,
    numbers: [],
    bad: () => nested(70),
    good: `
tags: { Team: platform }
`,
  },
  "too-large": {
    severity: "error",
    summary:
      "A file has more than 1,048,576 bytes, or more than 250,000 values when each alias is counted as what it stands for.",
    wayOut: "Write several files about the cluster, each with some of its items.",
    source: SHARING,
    numbers: [],
    bad: () => `# ${"a".repeat(1024 * 1024)}`,
    good: DEMO,
  },
  unreadable: {
    severity: "error",
    summary:
      "A file or folder cannot be read: it is missing, of another kind, without permission, or a link to something outside of the configuration's folder.",
    wayOut: "Correct what the message names; put a copy of the file where the link stands.",
    source: SHARING,
    numbers: [],
    bad: { "clusters/demo.yaml": DEMO, "clusters/other.yaml/README.md": "a folder" },
    good: { "clusters/demo.yaml": DEMO },
  },
  "yaml-cycle": {
    severity: "error",
    summary: "An alias stands for a value that contains the alias, so the value has no end.",
    wayOut: "Write the value out.",
    source: "https://yaml.org/spec/1.2.2/#71-alias-nodes",
    numbers: [],
    bad: `
tags: &tags { Team: *tags }
`,
    good: `
tags: { Team: platform }
`,
  },
  "yaml-key": {
    severity: "error",
    summary: "A key is not plain text: an alias, a number, true or false, nothing, a list or a mapping.",
    wayOut: "Write the key out, in quotes if it looks like a number or a word of YAML.",
    source: "https://yaml.org/spec/1.2.2/#103-core-schema",
    numbers: [],
    bad: `
tags: { 1: one }
`,
    good: `
tags: { "1": one }
`,
  },
  "yaml-number": {
    severity: "error",
    summary: "A number is written otherwise than it is read: 010 is read as 10, 1.10 as 1.1, 0x1F as 31.",
    wayOut: "Write the number as it is read, or put it in quotes if it is text.",
    source: "https://yaml.org/spec/1.2.2/#1032-tag-resolution",
    numbers: [],
    bad: `
clusterRole: { maxSessionSeconds: 1e4 }
`,
    good: `
clusterRole: { maxSessionSeconds: 10000 }
`,
  },
  "yaml-tag": {
    severity: "error",
    summary: "A value has an explicit YAML tag, such as !!set or !!omap, which changes what stands behind it.",
    wayOut: "Remove the tag, and write text in quotes.",
    source: "https://yaml.org/spec/1.2.2/#24-tags",
    numbers: [],
    bad: `
tags: !!omap [Team: platform]
`,
    good: `
tags: { Team: platform }
`,
  },
});

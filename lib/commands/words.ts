import type { Command } from "./command";

/** A word of the command line. Its code is loaded only when it runs. */
export interface Word {
  /** One line. */
  readonly summary: string;
  load(): Promise<Command>;
}

/** Several words behind one, such as `import aws-auth`. */
export interface WordGroup {
  /** One line. */
  readonly summary: string;
  readonly words: Readonly<Record<string, Word>>;
}

/** All words. The module of a word imports no other word, so that each can be a bundle of its own. */
export const WORDS: Readonly<Record<string, Word | WordGroup>> = {
  init: {
    summary: "write the smallest repository that works",
    load: async () => (await import("./init")).command,
  },
  synth: {
    summary: "write Terraform JSON and manifests",
    load: async () => (await import("./synth")).command,
  },
  access: {
    summary: "print who has access to each cluster",
    load: async () => (await import("./access")).command,
  },
  diff: {
    summary: "say who gains or loses access since a commit",
    load: async () => (await import("./diff")).command,
  },
  expiry: {
    summary: "say what access ends when, and what is over",
    load: async () => (await import("./expiry")).command,
  },
  stacks: {
    summary: "list stacks for a pipeline: all, or those that changed since a commit",
    load: async () => (await import("./stacks")).command,
  },
  import: {
    summary: "write a file from what lets people and nodes into a cluster now",
    words: {
      "aws-auth": {
        summary: "write a file from the ConfigMap aws-auth",
        load: async () => (await import("./import-aws-auth")).command,
      },
      eksctl: {
        summary: "write a file from a ClusterConfig of eksctl",
        load: async () => (await import("./import-eksctl")).command,
      },
      aws: {
        summary: "write a file from what AWS says about a cluster",
        load: async () => (await import("./import-aws")).command,
      },
      terraform: {
        summary: "write a file from a Terraform state or plan, and hand over from there",
        load: async () => (await import("./import-terraform")).command,
      },
      status: {
        summary: "say where a cluster is on the way out of aws-auth, and what comes next",
        load: async () => (await import("./import-status")).command,
      },
    },
  },
  audit: {
    summary: "compare the live clusters with the files",
    load: async () => (await import("./audit")).command,
  },
  check: {
    summary: "hold the files against benchmarks: what they meet, and what they break",
    load: async () => (await import("./check")).command,
  },
  prove: {
    summary: "say who may do what, and why",
    words: {
      can: {
        summary: "say whether somebody may do something",
        load: async () => (await import("./prove-can")).command,
      },
      who: {
        summary: "say who may do something",
        load: async () => (await import("./prove-who")).command,
      },
      check: {
        summary: "check the laws of a file",
        load: async () => (await import("./prove-check")).command,
      },
    },
  },
  guardrails: {
    summary: "write policies that keep access as the files say, and the roles of a pipeline",
    load: async () => (await import("./guardrails")).command,
  },
  report: {
    summary: "write one HTML page about all clusters, for people who do not read YAML",
    load: async () => (await import("./report")).command,
  },
  review: {
    summary: "say what the apply of a Terraform plan does to people, nodes and pods",
    load: async () => (await import("./review")).command,
  },
  "explain-error": {
    summary: "say why Terraform failed, and what to do",
    load: async () => (await import("./explain-error")).command,
  },
  explain: {
    summary: "explain a rule: the name in brackets at the end of a line",
    load: async () => (await import("./explain")).command,
  },
  schema: {
    summary: "write the JSON Schemas for editors",
    load: async () => (await import("./schema")).command,
  },
  upgrade: {
    summary: "change files to what this version of the tool writes",
    load: async () => (await import("./upgrade")).command,
  },
};

/** All words that run, each as it is called: `synth`, `import aws-auth`. */
export const CALLS: Readonly<Record<string, Word>> = Object.fromEntries(
  Object.entries(WORDS).flatMap(([name, word]): [string, Word][] =>
    "words" in word
      ? Object.entries(word.words).map(([second, inner]) => [`${name} ${second}`, inner])
      : [[name, word]],
  ),
);

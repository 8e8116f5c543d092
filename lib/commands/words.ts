import type { Command } from "./command";

/** A word of the command line. Its code is loaded only when it runs. */
interface Word {
  /** One line. */
  readonly summary: string;
  load(): Promise<Command>;
}

/** All words. The module of a word imports no other word, so that each can be a bundle of its own. */
export const WORDS: Readonly<Record<string, Word>> = {
  synth: {
    summary: "write Terraform JSON and manifests",
    load: async () => (await import("./synth")).command,
  },
  access: {
    summary: "print who has access to each cluster",
    load: async () => (await import("./access")).command,
  },
  audit: {
    summary: "compare the live clusters with the files",
    load: async () => (await import("./audit")).command,
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
};

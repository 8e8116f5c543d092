import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readKept, writeKept } from "../files/kept.cjs";
import type { Program } from "../files/program";
import type { Source, Sources } from "../load/sources";
import type { Answer } from "./answer";
import type { SynthOptions } from "./publish";

/** What an earlier run answered for one file, with the hash of each file of its output. */
export interface KeptAnswer extends Omit<Answer, "errors" | "output"> {
  /** The hash of all that it was made from. */
  readonly inputs: string;
  readonly output: Readonly<Record<string, string>>;
}

interface Kept {
  readonly program: string;
  readonly answers: Readonly<Record<string, KeptAnswer>>;
}

/** Answers of different configurations that stay, and those of different output folders. */
const LATEST = 8;

const hashOf = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("base64");

/**
 * The answers of an earlier run of the same program, for the same configuration and output folder. One holds as long as
 * what it was made from and what lies in the output folder are the same: whatever else is made again.
 */
export class KeptAnswers {
  private readonly file: string;
  private readonly answers: Kept["answers"];
  private readonly shared: string;

  constructor(
    private readonly program: Program,
    private readonly options: Pick<SynthOptions, "source" | "outdir">,
    private readonly sources: Sources,
  ) {
    const place = [process.cwd(), options.source, resolve(options.outdir)];
    const name = createHash("sha256").update(JSON.stringify(place)).digest("hex").slice(0, 32);
    this.file = join(program.folder, `answers.${name}`);
    this.answers = readAnswers(this.file, program.hash);
    this.shared = JSON.stringify([sources.defaults, sources.sets].map((files) => files.map(said)));
  }

  /** Returns what holds for a file. */
  find(cluster: Source): KeptAnswer | undefined {
    const answer = Object.hasOwn(this.answers, cluster.file) ? this.answers[cluster.file] : undefined;
    if (answer === undefined || answer.inputs !== this.inputsOf(cluster, answer.readFiles)) return undefined;
    const { outdir } = this.options;
    const lies = ([path, hash]: [string, string]) => hashIn(join(outdir, path)) === hash;
    return Object.entries(answer.output).every(lies) ? answer : undefined;
  }

  /** Keeps answers in place of the earlier ones. Those of files that are no part of this run stay. */
  save(answers: readonly { readonly cluster: Source; readonly answer: Answer | KeptAnswer }[]): void {
    const kept: Kept = {
      program: this.program.hash,
      answers: {
        ...(this.sources.partial && this.answers),
        ...Object.fromEntries(answers.map(({ cluster, answer }) => [cluster.file, this.kept(cluster, answer)])),
      },
    };
    writeKept(this.file, JSON.stringify(kept), { latest: LATEST, of: (name) => name.startsWith("answers.") });
  }

  private kept(cluster: Source, answer: Answer | KeptAnswer): KeptAnswer {
    if ("inputs" in answer) return answer;
    const { errors: _, output, ...others } = answer;
    return {
      ...others,
      inputs: this.inputsOf(cluster, answer.readFiles),
      output: Object.fromEntries(Object.entries(output).map(([path, text]) => [path, hashOf(text)])),
    };
  }

  /** A file of a cluster depends on itself, on the shared files, and on those whose roles it names. */
  private inputsOf(cluster: Source, readFiles: readonly string[]): string {
    const neighbours = readFiles.length > 0 ? this.sources.neighbours() : new Map<string, () => Source>();
    const others = readFiles.map((name) => said(neighbours.get(name)?.()));
    return hashOf(JSON.stringify([said(cluster), this.shared, others]));
  }
}

const said = (source: Source | undefined) => (source === undefined ? [] : [source.file, source.content]);

function readAnswers(file: string, program: string): Kept["answers"] {
  const bytes = readKept(file);
  if (bytes === undefined) return {};
  // the keyed hash has shown that this program, or another version of it, wrote the file
  const kept: Kept = JSON.parse(bytes.toString());
  return kept.program === program ? kept.answers : {};
}

function hashIn(file: string): string | undefined {
  try {
    return hashOf(readFileSync(file));
  } catch {
    // what is not there, or cannot be read, is made again
    return undefined;
  }
}

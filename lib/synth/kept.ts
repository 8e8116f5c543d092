import { createHash } from "node:crypto";
import { lstatSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readKept, writeKept } from "../files/kept.cjs";
import type { Program } from "../files/program";
import type { Source, Sources } from "../load/sources";
import { obstacles } from "../output/publish";
import type { Answer } from "./answer";
import type { StackOutput, SynthOptions } from "./publish";

/** What an earlier run answered for one file. */
export interface KeptAnswer extends Omit<Answer, "errors" | "output"> {
  /** The hash of all that it was made from. */
  readonly inputs: string;
  /** The paths of its output in the output folder, and the hash of their texts. */
  readonly output: readonly string[];
  readonly hash: string;
}

type Answers = Readonly<Record<string, KeptAnswer>>;

interface Kept {
  /** The program that answered, and the version of Node.js that ran it. */
  readonly program: string;
  readonly answers: Answers;
}

/** Answers of different programs and configurations that stay, and those of different output folders. */
const LATEST = 8;

const hashOf = (...texts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${Buffer.byteLength(text)}\0`).update(text);
  return hash.digest("base64");
};

/**
 * The answers of an earlier run of the same program, for the same configuration and output folder. One holds as long as
 * what it was made from and what lies in the output folder are the same: whatever else is made again.
 */
export class KeptAnswers {
  private readonly file: string;
  private readonly program: string;
  private readonly outdir: string;
  private readonly answers: Answers;
  private readonly shared: string;
  private readonly hashes = new Map<Source, string>();
  /** Tell of the output of each answer that was found whether somebody has touched it since. */
  private readonly stamps = new Map<KeptAnswer, string>();

  constructor(
    program: Program,
    { source, outdir }: Pick<SynthOptions, "source" | "outdir">,
    private readonly sources: Sources,
  ) {
    const place = [program.name, process.cwd(), source, resolve(outdir)];
    const name = createHash("sha256").update(JSON.stringify(place)).digest("hex").slice(0, 32);
    this.file = join(program.folder, `answers.${name}`);
    this.program = `${program.hash} ${process.version}`;
    this.outdir = outdir;
    this.answers = readAnswers(this.file, this.program);
    const { defaults, sets } = sources;
    this.shared = JSON.stringify([defaults, sets].map((files) => files.map((file) => this.hashOfSource(file))));
  }

  /** Returns what holds for a file. */
  find(cluster: Source): KeptAnswer | undefined {
    const answer = Object.hasOwn(this.answers, cluster.file) ? this.answers[cluster.file] : undefined;
    const holds =
      answer !== undefined && answer.inputs === this.inputsOf(cluster, answer.readFiles) && this.lies(answer);
    return holds ? answer : undefined;
  }

  /** Returns the output of an answer that was found. Undefined if somebody, such as another run, has touched it since. */
  outputOf(answer: KeptAnswer): StackOutput | undefined {
    const untouched = this.stampOf(answer) === this.stamps.get(answer);
    return untouched ? new Map(answer.output.map((path) => [path, undefined])) : undefined;
  }

  /** Keeps answers, one a file of a cluster, in place of the earlier ones. Those of files that are no part of this run stay. */
  save(answers: readonly (Answer | KeptAnswer)[]): void {
    const { clusters } = this.sources;
    const kept: Kept = {
      program: this.program,
      answers: {
        ...(this.sources.partial && this.answers),
        ...Object.fromEntries(
          clusters.flatMap((cluster, place) => {
            const answer = answers[place];
            return answer === undefined ? [] : [[cluster.file, this.kept(cluster, answer)]];
          }),
        ),
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
      output: Object.keys(output),
      hash: hashOf(...Object.values(output)),
    };
  }

  /** A file of a cluster depends on itself, on the shared files, and on those whose roles it names. */
  private inputsOf(cluster: Source, readFiles: readonly string[]): string {
    const others = readFiles.map((name) => this.sources.neighbours().get(name)?.());
    return hashOf(
      this.shared,
      ...[cluster, ...others].map((file) => (file === undefined ? "" : this.hashOfSource(file))),
    );
  }

  private hashOfSource(source: Source): string {
    const hash = this.hashes.get(source) ?? hashOf(JSON.stringify([source.file, source.content]));
    this.hashes.set(source, hash);
    return hash;
  }

  /** Whether its output lies in the output folder as it was written, where a run may write. */
  private lies(answer: KeptAnswer): boolean {
    try {
      this.stamps.set(answer, this.stampOf(answer));
      if (obstacles(this.outdir, answer.output).length > 0) return false;
      return hashOf(...answer.output.map((path) => readFileSync(join(this.outdir, path)))) === answer.hash;
    } catch {
      // what is not there, or cannot be read, is made again
      return false;
    }
  }

  /** Returns a text that changes with the files of an answer. */
  private stampOf({ output }: KeptAnswer): string {
    const stats = output.map((path) => lstatSync(join(this.outdir, path), { throwIfNoEntry: false }));
    return stats.map((file) => file && [file.ino, file.size, file.mtimeMs, file.ctimeMs].join()).join(" ");
  }
}

/** Returns the answers in a file, if this program kept them there. */
function readAnswers(file: string, program: string): Answers {
  const bytes = readKept(file);
  if (bytes === undefined) return {};
  try {
    const kept: Kept = JSON.parse(bytes.toString());
    return kept.program === program ? kept.answers : {};
  } catch {
    // another version of this program may keep something else there
    return {};
  }
}

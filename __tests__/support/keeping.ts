import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { synth, synthAsProgram } from "../../lib/app";
import { ConfigError } from "../../lib/load/config-error";
import type { SynthOptions } from "../../lib/synth/publish";
import type { Threads } from "../../lib/synth/threads";
import { filesBelow, folderOf } from "./files";
import { NO_THREADS, SILENT } from "./surroundings";

/** What a run says. */
export interface Said {
  readonly warnings?: readonly string[];
  readonly errors?: readonly string[];
}

/** Calls a function that synthesizes, and returns what it says. */
export async function saidBy(run: () => readonly string[] | Promise<readonly string[]>): Promise<Said> {
  try {
    return { warnings: await run() };
  } catch (error) {
    if (error instanceof ConfigError) return { errors: error.lines };
    throw error;
  }
}

interface Surroundings {
  readonly name?: string;
  readonly hash?: string;
  readonly threads?: Threads;
}

/** A configuration, and a program that keeps its answers in a folder beside it. */
export class KeepingProject {
  readonly folder: string;
  readonly kept: string;
  readonly outdir: string;
  readonly source: string;

  constructor(files: Readonly<Record<string, string>>) {
    this.folder = folderOf(files);
    this.kept = join(this.folder, "kept");
    this.outdir = join(this.folder, "out");
    this.source = join(this.folder, "clusters");
  }

  /** Runs the program. */
  run(
    options: Partial<SynthOptions> = {},
    { name = "main", hash = "1", threads = NO_THREADS }: Surroundings = {},
  ): Promise<Said> {
    const program = { folder: this.kept, name, hash };
    const all = { source: this.source, outdir: this.outdir, ...options };
    return saidBy(() => synthAsProgram(all, { program, threads, terminal: SILENT }));
  }

  /** Runs the same without what was kept. */
  runCold(options: Partial<SynthOptions> = {}): Promise<Said> {
    return saidBy(() => synth({ source: this.source, outdir: this.outdir, ...options }));
  }

  /** What a run without anything kept writes into a new folder. */
  async outputOfColdRun(options: Partial<SynthOptions> = {}): Promise<Record<string, string>> {
    const outdir = join(folderOf({}), "out");
    await this.runCold({ ...options, outdir });
    return filesBelow(outdir);
  }

  output(): Record<string, string> {
    return filesBelow(this.outdir);
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  textOf(file: string): string {
    return readFileSync(this.path(file), "utf8");
  }

  /** Writes a file, or removes it. */
  put(file: string, text: string | undefined): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    if (text === undefined) rmSync(this.path(file), { recursive: true, force: true });
    else writeFileSync(this.path(file), text);
  }
}

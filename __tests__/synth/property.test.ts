import { execFileSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { synth, synthAsProgram } from "../../lib/app";
import { planFile } from "../../lib/load/plan-file";
import { folderOf } from "../support/files";
import { EDITS, type Edit, RUNS, type Run, type Tampering } from "../support/fleet";
import { saidBy } from "../support/keeping";
import { NO_THREADS, SILENT } from "../support/surroundings";

// counts the files that are answered
jest.mock("../../lib/load/plan-file", () => {
  const real = jest.requireActual("../../lib/load/plan-file");
  return { ...real, planFile: jest.fn(real.planFile) };
});

jest.setTimeout(120_000);

const { env } = process;
beforeAll(() => {
  process.env = { ...env, XDG_CACHE_HOME: folderOf({}) };
});
afterAll(() => {
  process.env = env;
});

/** Everything below a folder: the text of a file, or what else is there. */
function everythingBelow(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry): [string, string] => {
    const path = join(entry.parentPath, entry.name);
    const text = entry.isFile() ? readFileSync(path, "utf8") : entry.isDirectory() ? "a folder" : "something else";
    return [path.slice(folder.length), text];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Changes a file of the output. */
function tamper(how: Tampering, file: string, other: string): void {
  const text = readFileSync(file, "utf8");
  const texts: Partial<Record<Tampering, string>> = {
    edit: `${text}\n`,
    truncate: text.slice(0, text.length / 2),
    copy: readFileSync(other, "utf8"),
    touch: text,
  };
  rmSync(file);
  const changed = texts[how];
  if (changed !== undefined) writeFileSync(file, changed);
  if (how === "link") symlinkSync(join(folderOf({ copy: text }), "copy"), file);
  if (how === "folder") mkdirSync(file);
  if (how === "pipe") execFileSync("mkfifo", [file]);
}

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const START = Object.fromEntries(["a", "b", "c", "hub"].map((name) => [`clusters/${name}.yaml`, HEAD]));

/** A fleet with two outputs: of a program that keeps answers, and of one that keeps nothing. */
class Fleet {
  /** How many files each program has answered. */
  readonly answered = { warm: 0, cold: 0 };
  private readonly folder = folderOf(START);
  private program = { folder: join(this.folder, "kept"), name: "main", hash: "1" };

  /** Runs both programs after an edit. Returns what each has said and left. */
  async run(edit: Edit, { source, outdir, ...options }: Run) {
    const undo = this.edit(edit, outdir);
    const run = { ...options, source: `${join(this.folder, "clusters")}${source}` };
    const cold = await this.outcome("cold", outdir, (folder) => synth({ ...run, outdir: folder }));
    const warm = await this.outcome("warm", outdir, (folder) =>
      synthAsProgram({ ...run, outdir: folder }, { program: this.program, threads: NO_THREADS, terminal: SILENT }),
    );
    if (cold.errors || edit.what === "tamper") undo();
    return { cold, warm };
  }

  private async outcome(
    side: "cold" | "warm",
    outdir: string,
    run: (outdir: string) => readonly string[] | Promise<readonly string[]>,
  ) {
    const folder = join(this.folder, side);
    const before = jest.mocked(planFile).mock.calls.length;
    const said = await saidBy(() => run(join(folder, outdir)));
    this.answered[side] += jest.mocked(planFile).mock.calls.length - before;
    return { ...JSON.parse(JSON.stringify(said).replaceAll(folder, ".")), output: everythingBelow(folder) };
  }

  /** Returns a function that mends what made a run fail. */
  private edit(edit: Edit, outdir: string): () => void {
    const outputs = ["cold", "warm"].map((side) => join(this.folder, side, outdir));
    switch (edit.what) {
      case "write":
        return this.put(edit.file, edit.text);
      case "remove":
        return this.put(edit.file, undefined);
      case "rename": {
        const back = this.put(edit.to, this.textOf(edit.file));
        const undo = this.put(edit.file, edit.file === edit.to ? this.textOf(edit.to) : undefined);
        return () => [undo(), back()];
      }
      case "tamper": {
        const touched = outputs.flatMap((output) => this.touch(output, edit.how, edit.file));
        return () =>
          touched.map((file) => lstatSync(file, { throwIfNoEntry: false })?.isFile() === false && remove(file));
      }
      case "break record":
        for (const output of outputs.filter(existsSync)) {
          remove(join(output, "manifest.json"));
          if (edit.text !== undefined) writeFileSync(join(output, "manifest.json"), edit.text);
        }
        break;
      case "remove output":
        outputs.map(remove);
        break;
      case "another program":
        this.program = { ...this.program, hash: `${this.program.hash}1` };
        break;
      case "break what is kept":
        for (const name of Object.keys(everythingBelow(this.program.folder)))
          writeFileSync(join(this.program.folder, name), "{");
        break;
    }
    return () => {};
  }

  /** Writes a file of the configuration, or removes it. Returns a function that undoes that. */
  private put(file: string, text: string | undefined): () => void {
    const [path, before] = [join(this.folder, file), this.textOf(file)];
    mkdirSync(dirname(path), { recursive: true });
    if (text === undefined) remove(path);
    else writeFileSync(path, text);
    return () => this.put(file, before);
  }

  private textOf(file: string): string | undefined {
    const path = join(this.folder, file);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  }

  /** Tampers with a file of the output. Returns its path. */
  private touch(output: string, how: Tampering, index: number): string[] {
    const files = Object.keys(everythingBelow(output)).filter((path) => lstatSync(join(output, path)).isFile());
    const [file, other] = [index, index + 1].map((at) => files[at % files.length]);
    if (file === undefined || other === undefined) return [];
    tamper(how, join(output, file), join(output, other));
    return [join(output, file)];
  }
}

const remove = (path: string) => rmSync(path, { recursive: true, force: true });

test("a run with kept answers says and leaves the same as one without", async () => {
  const done = { warm: 0, cold: 0, refused: 0, steps: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(EDITS, RUNS), { minLength: 16, maxLength: 16 }), async (steps) => {
      const fleet = new Fleet();
      for (const [edit, run] of steps) {
        const { cold, warm } = await fleet.run(edit, run);
        expect(warm).toEqual(cold);
        done.steps += 1;
        if (cold.errors) done.refused += 1;
      }
      done.warm += fleet.answered.warm;
      done.cold += fleet.answered.cold;
    }),
    { numRuns: 25, seed: 12 },
  );
  expect(done.refused).toBeGreaterThan(50);
  // what is kept was used
  expect(done.warm / done.cold).toBeLessThan(0.7);
});

import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { folderOf } from "./files";

type Files = Readonly<Record<string, string | null>>;

const WHO = { NAME: "a", EMAIL: "a@example.com", DATE: "2026-01-01T00:00:00Z" };

/** Git knows nothing of who runs the tests. */
const ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: "/nowhere",
  GIT_CONFIG_NOSYSTEM: "1",
  ...Object.fromEntries(
    Object.entries(WHO).flatMap(([name, value]) => [
      [`GIT_AUTHOR_${name}`, value],
      [`GIT_COMMITTER_${name}`, value],
    ]),
  ),
};

/** A repository in a folder of its own. */
export class TestRepository {
  readonly folder: string;

  /** @param files of the first commit */
  constructor(files: Files, folder: string = folderOf({})) {
    this.folder = folder;
    this.git("init", "--quiet", "--initial-branch=main");
    this.commit(files);
  }

  /** Runs git. Returns what it printed. */
  git(...args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync("git", args, {
      cwd: this.folder,
      env: ENVIRONMENT,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
    return stdout.trim();
  }

  /** Writes files; null removes one. */
  write(files: Files): void {
    for (const [name, text] of Object.entries(files)) {
      const file = join(this.folder, name);
      mkdirSync(dirname(file), { recursive: true });
      if (text === null) rmSync(file);
      else writeFileSync(file, text);
    }
  }

  /** Writes files, and commits all that is there. Returns the id of the commit. */
  commit(files: Files): string {
    this.write(files);
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", "a commit");
    return this.git("rev-parse", "HEAD");
  }
}

import { realpathSync, statSync } from "node:fs";
import { quote } from "../aws/text";
import { ConfigError } from "../load/config-error";
import { parentOf } from "../load/tree";
import { CommitTree, type Place } from "./commit-tree";
import { Git } from "./git";
import { Objects } from "./objects";

type Environment = Readonly<Record<string, string | undefined>>;

/** A commit of the repository that a configuration lies in. */
export interface Revision {
  /** As the user names it, such as `HEAD^1`. */
  readonly name: string;
  /** The id of the commit. */
  readonly commit: string;
  readonly tree: CommitTree;
}

const CUT =
  "this clone has only the latest commits; take all: fetch-depth: 0 of actions/checkout, GIT_DEPTH: 0 of GitLab, or git fetch --unshallow";

/** The repository that a configuration lies in. Nothing in it is changed, and no work tree is touched. */
export class Repository {
  /** The real path of its top folder. */
  readonly top: string;
  readonly place: Place;
  private readonly git: Git;

  /**
   * @param source the file or folder of the configuration
   * @throws ConfigError if it lies in no work tree of git
   */
  constructor(source: string, environment: Environment) {
    const isFolder = statSync(source, { throwIfNoEntry: false })?.isDirectory() ?? true;
    this.git = new Git(realpathSync(parentOf(source, isFolder)), environment);
    const { ok, output, message } = this.git.run(["rev-parse", "--show-toplevel", "--show-prefix"]);
    const [top, prefix] = output.toString().split("\n");
    if (!ok || top === undefined || prefix === undefined) {
      throw new ConfigError([`${source}: git finds no repository that it lies in: ${message}`]);
    }
    this.top = top;
    this.place = { source, isFolder, folder: prefix.replace(/\/$/, "") };
  }

  /**
   * Finds a commit, and reads its files when they are asked for.
   *
   * @param name what git takes for a commit, such as `main`, `HEAD^1` or an id
   * @throws ConfigError if there is no such commit in this clone
   */
  revision(name: string): Revision {
    // git would take it for an option
    if (name.startsWith("-") || !/^[^\p{Cc}]+$/u.test(name)) {
      throw new ConfigError([`a revision is a name or id of a commit, got ${quote(name)}`]);
    }
    const { ok, output } = this.git.run(["rev-parse", "--verify", "--quiet", `${name}^{commit}`]);
    if (!ok) throw this.noCommit(name);
    const commit = output.toString().trim();
    return { name, commit, tree: new CommitTree(new Objects(this.git), commit, this.place) };
  }

  /**
   * Returns the id of the latest commit that two commits both come from.
   *
   * @throws ConfigError if this clone has none
   */
  mergeBase(one: string, other: string): string {
    const commits = [one, other].map((name) => this.revision(name).commit);
    const { ok, output } = this.git.run(["merge-base", ...commits]);
    if (ok) return output.toString().trim();
    const reason = this.isShallow ? CUT : "they have no history in common; --exact compares them as they are";
    throw new ConfigError([`${quote(one)} and ${quote(other)} have no commit in common here: ${reason}`]);
  }

  private noCommit(name: string): ConfigError {
    const reason = this.isShallow ? CUT : "this repository has no such commit";
    return new ConfigError([`the revision ${quote(name)} is not there: ${reason}`]);
  }

  private get isShallow(): boolean {
    return this.git.run(["rev-parse", "--is-shallow-repository"]).output.toString().trim() === "true";
  }
}

import { type Git, GitError } from "./git";

/** What a folder of a commit has under a name. */
export interface TreeEntry {
  readonly kind: "file" | "folder" | "link" | "submodule";
  readonly id: string;
  /** In bytes. 0 of what is no file. */
  readonly size: number;
}

export type Listing = ReadonlyMap<string, TreeEntry>;

const KINDS: Readonly<Record<string, TreeEntry["kind"]>> = {
  "040000": "folder",
  "120000": "link",
  "160000": "submodule",
};

/** Folders and files of commits, by the ids of their objects. Each is read once. */
export class Objects {
  private readonly listings = new Map<string, Listing>();
  private readonly contents = new Map<string, Buffer>();

  constructor(private readonly git: Git) {}

  /** Returns what is in a folder, or at the top of a commit. */
  listing(id: string): Listing {
    const known = this.listings.get(id) ?? listingIn(this.run(["ls-tree", "--full-tree", "-z", "-l", id]));
    this.listings.set(id, known);
    return known;
  }

  /** Returns the bytes of a file. Reads others with it, since each run of git takes longer than all of them. */
  content(id: string, withThem: readonly string[] = []): Buffer {
    const missing = [...new Set([id, ...withThem])].filter((one) => !this.contents.has(one));
    if (missing.includes(id)) {
      const output = this.run(["cat-file", "--batch"], missing.map((one) => `${one}\n`).join(""));
      for (const [one, bytes] of contentsIn(output)) this.contents.set(one, bytes);
    }
    const found = this.contents.get(id);
    if (found === undefined) throw incomplete(`${id} is missing`);
    return found;
  }

  private run(args: readonly string[], input?: string): Buffer {
    const { ok, output, message } = this.git.run(args, input);
    if (!ok) throw incomplete(message);
    return output;
  }
}

const incomplete = (reason: string): GitError =>
  new GitError([`git cannot read the files of a commit: ${reason}; a clone without --filter has all files`]);

/** Reads lines like `100644 blob <id> <size>\t<name>`, each ended by a zero byte. */
const listingIn = (output: Buffer): Listing =>
  new Map(
    output
      .toString()
      .split("\0")
      .flatMap((line): [string, TreeEntry][] => {
        const tab = line.indexOf("\t");
        const [mode = "", , id = "", size = ""] = line.slice(0, tab).split(/ +/);
        if (tab < 0) return [];
        return [[line.slice(tab + 1), { kind: KINDS[mode] ?? "file", id, size: Number(size) || 0 }]];
      }),
  );

/** Reads objects, each after a line like `<id> blob <size>`. Of one that is missing there is only a line. */
function contentsIn(output: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf("\n", at);
    const [id = "", type, size] = output.toString("latin1", at, end).split(" ");
    at = end + 1;
    if (type === "missing" || size === undefined) continue;
    found.set(id, output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return found;
}

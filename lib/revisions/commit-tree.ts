import { extname, posix, relative, sep } from "node:path";
import { ENDINGS } from "../load/folders";
import { type FileContent, MAX_BYTES, readBytes, tooLarge, unreadable } from "../load/read";
import { type Entry, parentOf, type Tree } from "../load/tree";
import type { Objects, TreeEntry } from "./objects";

/** The most links on the way to one file, as Linux follows them. */
const MOST_LINKS = 40;

const LARGE_FILE_STORAGE = "version https://git-lfs.github.com/spec/";

/** Where a path leads in a commit: links are followed. */
interface Found {
  readonly entry: TreeEntry;
  /** Without links, from the top of the repository. */
  readonly path: string;
}

/** Where the configuration lies in a repository. */
export interface Place {
  /** As the user writes it. */
  readonly source: string;
  readonly isFolder: boolean;
  /** The parent of the folder of clusters, from the top of the repository; empty at the top. */
  readonly folder: string;
}

/**
 * The files of a commit, as a checkout of it would have them. Like there, only those in the parent of the folder of
 * clusters are read, whatever links lead to others.
 */
export class CommitTree implements Tree {
  readonly isFolder: boolean;
  private readonly parent: string;
  private readonly root: string | undefined;

  constructor(
    private readonly objects: Objects,
    private readonly commit: string,
    private readonly place: Place,
  ) {
    this.parent = parentOf(place.source, place.isFolder);
    const root = this.find(place.folder);
    this.root = typeof root === "string" ? undefined : root.path;
    const source = this.at(place.source);
    this.isFolder = typeof source !== "string" && source.entry.kind === "folder";
  }

  /** Whether the commit has the file or folder of the configuration. */
  get hasSource(): boolean {
    return typeof this.at(this.place.source) !== "string";
  }

  entriesOf(folder: string): readonly Entry[] | string {
    const found = this.at(folder);
    if (typeof found === "string") return found;
    if (found.entry.kind !== "folder") return "a folder is needed there, got a file";
    return [...this.objects.listing(found.entry.id)].map(([name, { kind }]) => ({
      name,
      isDirectory: () => kind === "folder",
      isSymbolicLink: () => kind === "link",
    }));
  }

  isFolderAt(path: string): boolean {
    const found = this.at(path);
    return typeof found !== "string" && found.entry.kind === "folder";
  }

  read(file: string): FileContent {
    const found = this.at(file);
    if (typeof found === "string") return unreadable("unreadable", found);
    const { entry, path } = found;
    if (this.root === undefined || !isBelow(path, this.root)) {
      return unreadable("unreadable", "a link to a file outside of the configuration's folder; put a copy here");
    }
    if (entry.kind !== "file")
      return unreadable("unreadable", `a file, got a ${entry.kind}; move it out of this folder`);
    if (entry.size > MAX_BYTES) return tooLarge(entry.size, MAX_BYTES);
    const bytes = this.objects.content(entry.id, this.besides(path));
    if (bytes.toString("latin1", 0, LARGE_FILE_STORAGE.length) === LARGE_FILE_STORAGE) {
      return unreadable(
        "unreadable",
        "a pointer of Git LFS, which a commit has in place of the file; keep it in git itself",
      );
    }
    return readBytes(bytes);
  }

  /** Returns the bytes of a file at a path from the top of the repository, if there is one. */
  bytesAt(path: string): Buffer | undefined {
    const found = this.find(path);
    return typeof found === "string" || found.entry.kind !== "file" ? undefined : this.objects.content(found.entry.id);
  }

  /** Returns the id of what is at a path from the top of the repository. It is equal for equal content. */
  idAt(path: string): string | undefined {
    const found = this.find(path);
    return typeof found === "string" ? undefined : found.entry.id;
  }

  /** The YAML files of a folder, which are read together. */
  private besides(path: string): readonly string[] {
    const folder = posix.dirname(path);
    const found = this.find(folder === "." ? "" : folder);
    // beside the folder of clusters there can be much else
    if (typeof found === "string" || found.path === this.root) return [];
    return [...this.objects.listing(found.entry.id)].flatMap(([name, { kind, id, size }]) =>
      kind === "file" && size <= MAX_BYTES && ENDINGS.includes(extname(name)) ? [id] : [],
    );
  }

  private at(path: string): Found | string {
    return this.find([this.place.folder, ...relative(this.parent, path).split(sep)].join("/"));
  }

  /** Returns what a path from the top of the repository leads to, or why it leads nowhere. */
  private find(path: string): Found | string {
    const way: { readonly name: string; readonly entry: TreeEntry }[] = [];
    const top: TreeEntry = { kind: "folder", id: this.commit, size: 0 };
    const open = path.split("/");
    let links = 0;
    for (let name = open.shift(); name !== undefined; name = open.shift()) {
      if (name === "" || name === ".") continue;
      if (name === "..") {
        if (way.pop() === undefined) return "a link out of the repository; put a copy here";
        continue;
      }
      const folder = way.at(-1)?.entry ?? top;
      if (folder.kind === "submodule") return "it lies in a submodule; run this in the submodule";
      const entry = folder.kind === "folder" ? this.objects.listing(folder.id).get(name) : undefined;
      if (entry === undefined) return "cannot be read: it is not there, or is a link to nothing";
      if (entry.kind !== "link") {
        way.push({ name, entry });
        continue;
      }
      links += 1;
      if (links > MOST_LINKS) return "cannot be read: it is a link to itself";
      const target = this.objects.content(entry.id).toString();
      if (target.startsWith("/")) return "a link out of the repository; put a copy here";
      open.unshift(...target.split("/"));
    }
    return { entry: way.at(-1)?.entry ?? top, path: way.map(({ name }) => name).join("/") };
  }
}

const isBelow = (path: string, folder: string): boolean => folder === "" || path.startsWith(`${folder}/`);

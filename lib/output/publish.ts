import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { kindOf } from "../files/errors";
import { removeIfEmpty } from "./lock";
import { MANIFEST } from "./record";

/** Returns the files below a folder, as paths in it. */
export function filesBelow(folder: string, below = ""): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(folder, path) : [path];
  });
}

/** Returns why files cannot be put into a folder, one line each. Links are not followed. */
export function obstacles(outdir: string, files: readonly string[]): string[] {
  const folders = new Map([...new Set(files.flatMap(ancestorsOf))].map((folder) => [folder, ""]));
  for (const folder of folders.keys()) {
    if (ancestorsOf(folder).every((parent) => folders.get(parent) === ""))
      folders.set(folder, obstacle(join(outdir, folder), "a folder"));
  }
  const reachable = files.filter((file) => ancestorsOf(file).every((folder) => folders.get(folder) === ""));
  return [...folders.values(), ...reachable.map((file) => obstacle(join(outdir, file), "a file"))].filter(
    (line) => line !== "",
  );
}

const ancestorsOf = (path: string): string[] => {
  const parent = dirname(path);
  return parent === "." ? [] : [...ancestorsOf(parent), parent];
};

function obstacle(path: string, wanted: "a file" | "a folder"): string {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return "";
  if (kindOf(stats) !== wanted) return `${path}: the output needs ${wanted} there, got ${kindOf(stats)}; remove it`;
  if (wanted === "a folder") accessSync(path, constants.W_OK | constants.X_OK);
  return "";
}

/**
 * Moves files from one folder to another on the same disk, the record last. What is the same already stays. A folder that
 * is not there is moved as a whole, because a file system takes long to remove many folders.
 *
 * @param files all files in the first folder
 */
export function moveFiles(from: string, to: string, files: readonly string[]): void {
  const moved = new Map<string, boolean>();
  /** Moves a folder, or the one that it lies in. Returns false if there is one like it already. */
  const move = (folder: string): boolean => {
    const parent = dirname(folder);
    const done =
      moved.get(folder) ?? ((parent !== "." && move(parent)) || moveFolder(join(from, folder), join(to, folder)));
    moved.set(folder, done);
    return done;
  };
  const left = files.filter((file) => file !== MANIFEST && (dirname(file) === "." || !move(dirname(file))));
  for (const file of [...left, ...files.filter((file) => file === MANIFEST)]) {
    if (!isSame(join(from, file), join(to, file))) renameSync(join(from, file), join(to, file));
  }
}

function moveFolder(from: string, to: string): boolean {
  if (lstatSync(to, { throwIfNoEntry: false }) !== undefined) return false;
  renameSync(from, to);
  return true;
}

function isSame(a: string, b: string): boolean {
  return existsSync(b) && readFileSync(a).equals(readFileSync(b));
}

/** Removes files of an output folder, and folders that this leaves empty. Links are not followed. */
export function removeFiles(outdir: string, files: readonly string[], keepStackFolders = false): void {
  for (const file of files) {
    if (!ancestorsOf(file).every((folder) => isFolder(join(outdir, folder)))) continue;
    const stats = lstatSync(join(outdir, file), { throwIfNoEntry: false });
    if (stats !== undefined && !stats.isDirectory()) rmSync(join(outdir, file));
    for (const folder of ancestorsOf(file).slice(1).reverse()) {
      if (!(keepStackFolders && folder.startsWith("stacks/"))) removeIfEmpty(join(outdir, folder));
    }
  }
}

/** Removes a file or folder, if it is there. Links are not followed. Node.js 20 takes long to load what does the same. */
export function removeAll(path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) {
    for (const name of readdirSync(path)) removeAll(join(path, name));
    rmdirSync(path);
  } else if (stats !== undefined) rmSync(path);
}

const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** What Terraform and the cdktf command line leave in the folder of a stack, and can make again. */
const OF_TERRAFORM = ["cdk.tf.json", "cdk.tf", "metadata.json", "plan", ".terraform", ".terraform.lock.hcl"];

/**
 * Returns a line for each file that the cdktf command line would delete: with the folder of each stack that is not in
 * the record, it deletes everything in the folder.
 */
export function deletedWithFolders(outdir: string, stacks: readonly string[]): string[] {
  const folder = join(outdir, "stacks");
  if (!isFolder(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !stacks.includes(entry.name))
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => ({ name, file })))
    .filter(({ file }) => !OF_TERRAFORM.includes(file))
    .map(
      ({ name, file }) =>
        `${join(folder, name, file)}: no cluster ${name} is left, and the cdktf command line would delete this file with its folder; move it away`,
    );
}

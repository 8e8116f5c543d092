import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { folderOf } from "./files";
import { type Ended, ran } from "./words";

const ROOT = join(__dirname, "../..");

/** What `npm pack` makes. */
export interface Packed {
  readonly tarball: string;
  /** In bytes. */
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

function npm(folder: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("npm", args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`npm ${args.join(" ")}: ${stderr}${stdout}`);
  return stdout;
}

/** Builds and packs this project. */
export function pack(): Packed {
  const folder = folderOf({});
  const printed = npm(ROOT, ["pack", "--json", "--pack-destination", folder]);
  const [packed] = JSON.parse(printed.slice(printed.indexOf("[")));
  return { ...packed, tarball: join(folder, packed.filename) };
}

/** A project of a user's, in which nothing but this package is installed, without the network. */
export function projectWith({ tarball }: Packed, files: Readonly<Record<string, string>> = {}): string {
  const folder = folderOf({ "package.json": "{}", ...files });
  npm(folder, ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", tarball]);
  return folder;
}

/** Adds packages that are installed elsewhere, by default here, to a user's project. */
export function link(folder: string, names: readonly string[], from = ROOT): void {
  for (const name of names) {
    const to = join(folder, "node_modules", name);
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(join(from, "node_modules", name), to);
  }
}

/** Runs `eks-access` as it is installed in a user's project. */
export const packedWord = (
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Ended => ran(folder, ["node_modules/.bin/eks-access", ...args], { env });

import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../../lib/load/config-error";
import { load } from "../../lib/load/load";
import { folderOf } from "../support/files";

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const isRoot = process.getuid?.() === 0;

/** The lines of a configuration's errors, less the folder that it lies in. */
function linesOf(folder: string, source = "clusters"): string[] {
  try {
    load(join(folder, source));
  } catch (error) {
    if (error instanceof ConfigError) return error.lines.map((line) => line.replaceAll(`${folder}/`, ""));
    throw error;
  }
  return [];
}

/** A folder with one good cluster, to which a test adds something. */
function withCluster(add: (folder: string) => void): string[] {
  const folder = folderOf({ "clusters/demo.yaml": HEAD });
  add(folder);
  return linesOf(folder);
}

describe("what cannot be read is one line, with all others", () => {
  test("a folder in place of a file", () => {
    expect(withCluster((folder) => mkdirSync(join(folder, "clusters/a.yaml")))).toEqual([
      "clusters/a.yaml: a file, got a folder; move it out of this folder [unreadable]",
    ]);
  });

  test("a pipe, which nothing waits for", () => {
    expect(withCluster((folder) => execFileSync("mkfifo", [join(folder, "clusters/a.yaml")]))).toEqual([
      "clusters/a.yaml: a file, got a pipe; move it out of this folder [unreadable]",
    ]);
  });

  test("a link to nothing", () => {
    expect(withCluster((folder) => symlinkSync("nowhere", join(folder, "clusters/a.yaml")))).toEqual([
      "clusters/a.yaml: cannot be read: it is not there, was removed meanwhile, or is a link to nothing (ENOENT) [unreadable]",
    ]);
  });

  test("a link to itself", () => {
    expect(withCluster((folder) => symlinkSync("a.yaml", join(folder, "clusters/a.yaml")))).toEqual([
      "clusters/a.yaml: cannot be read: it is a link to itself (ELOOP) [unreadable]",
    ]);
  });

  test("a link to a secret outside, of which nothing is shown", () => {
    const secret = join(folderOf({ "secret.txt": "token: hunter2\n" }), "secret.txt");
    expect(withCluster((folder) => symlinkSync(secret, join(folder, "clusters/a.yaml")))).toEqual([
      "clusters/a.yaml: a link to a file outside of the configuration's folder; put a copy here [unreadable]",
    ]);
  });

  test("a link to a device", () => {
    expect(withCluster((folder) => symlinkSync("/dev/zero", join(folder, "clusters/a.yaml")))).toEqual([
      "clusters/a.yaml: a link to a file outside of the configuration's folder; put a copy here [unreadable]",
    ]);
  });

  test("a file that is too large", () => {
    expect(
      withCluster((folder) => writeFileSync(join(folder, "clusters/a.yaml"), "a".repeat(1024 * 1024 + 1))),
    ).toEqual(["clusters/a.yaml: at most 1,048,576 bytes in a file, got 1,048,577; write several files [too-large]"]);
  });

  test.each([
    ["bytes that are not UTF-8", Buffer.from([0x61, 0x3a, 0x20, 0xff])],
    ["UTF-16", Buffer.from("a: 1", "utf16le").swap16()],
    ["a character cut in two", Buffer.from("a: é").subarray(0, 4)],
  ])("%s", (name, bytes) => {
    const lines = withCluster((folder) => writeFileSync(join(folder, "clusters/a.yaml"), bytes));
    if (name === "UTF-16") expect(lines[0]).toContain("hidden-character");
    else expect(lines).toEqual(["clusters/a.yaml: not YAML: the file is not UTF-8 text; save it as UTF-8 [not-yaml]"]);
  });

  test("a file in place of accessSets", () => {
    expect(withCluster((folder) => writeFileSync(join(folder, "accessSets"), ""))).toEqual([
      "accessSets: cannot be read: a part of its path is a file, not a folder (ENOTDIR) [unreadable]",
    ]);
  });

  (isRoot ? test.skip : test)("a file without permission", () => {
    expect(
      withCluster((folder) => {
        writeFileSync(join(folder, "clusters/a.yaml"), HEAD);
        chmodSync(join(folder, "clusters/a.yaml"), 0);
      }),
    ).toEqual(["clusters/a.yaml: cannot be read: permission denied (EACCES) [unreadable]"]);
  });

  test("all at once", () => {
    expect(
      withCluster((folder) => {
        mkdirSync(join(folder, "clusters/a.yaml"));
        symlinkSync("nowhere", join(folder, "clusters/b.yaml"));
        writeFileSync(join(folder, "clusters/c.yaml"), "account: 1\n");
        writeFileSync(join(folder, "accessSets"), "");
      }).map((line) => line.split(":")[0]),
    ).toEqual(["accessSets", "clusters/a.yaml", "clusters/b.yaml", "clusters/c.yaml", "clusters/c.yaml"]);
  });
});

describe("the source", () => {
  test("that is a link out of its folder is refused with the folder to name", () => {
    const elsewhere = folderOf({ "demo.yaml": HEAD });
    const folder = folderOf({});
    symlinkSync(elsewhere, join(folder, "clusters"));
    expect(linesOf(folder)).toEqual([
      `clusters: a link out of the folder that it stands in; name the folder itself, ${elsewhere}, in EKS_ACCESS_CONFIG [unreadable]`,
    ]);
  });

  test("that passes through a file is refused", () => {
    expect(linesOf(folderOf({ clusters: "" }), "clusters/demo.yaml")).toEqual([
      "clusters/demo.yaml: cannot be read: a part of its path is a file, not a folder (ENOTDIR) [unreadable]",
    ]);
  });

  test("may be one file, whatever stands beside it", () => {
    const folder = folderOf({
      "clusters/demo.yaml": HEAD,
      "clusters/other.yaml": "account: 1\n",
      "clusters/c.json": "",
    });
    expect(linesOf(folder, "clusters/demo.yaml")).toEqual([]);
  });

  test("links inside of the configuration's folder are followed, as Kubernetes mounts files", () => {
    const folder = folderOf({ "clusters/..data/demo.yaml": HEAD });
    symlinkSync("..data/demo.yaml", join(folder, "clusters/demo.yaml"));
    expect(linesOf(folder)).toEqual([]);
  });

  test("that is removed while it is read is a line, not a stack", () => {
    const folder = folderOf({ "clusters/demo.yaml": HEAD });
    rmSync(join(folder, "clusters"), { recursive: true });
    expect(linesOf(folder)).toEqual([expect.stringMatching(/there is no such file or folder.*\[no-such-source\]$/)]);
  });
});

describe("no file is skipped in silence", () => {
  const READ = "only files of clusters that end in .yaml or .yml are read";

  test.each<[string, string, string]>([
    ["a file in a folder", "clusters/eu/prod.yaml", `${READ}; move its files to clusters itself, or out of it`],
    [
      "a file in a folder of a folder",
      "clusters/eu/west/prod.yml",
      `${READ}; move its files to clusters itself, or out of it`,
    ],
    ["another spelling of the ending", "clusters/b.YAML", `${READ}; rename it to b.yaml`],
    ["JSON", "clusters/c.json", `${READ}; rename it to c.yaml`],
    [
      "another spelling of defaults.yaml",
      "Defaults.yaml",
      "only accessSets and defaults.yaml, spelled so, are read here; rename it",
    ],
    ["defaults in JSON", "defaults.json", "only accessSets and defaults.yaml, spelled so, are read here; rename it"],
    [
      "another spelling of accessSets",
      "accesssets/on-call.yaml",
      "only accessSets and defaults.yaml, spelled so, are read here; rename it",
    ],
  ])("%s", (_, file, message) => {
    const lines = linesOf(folderOf({ "clusters/demo.yaml": HEAD, [file]: HEAD }));
    expect(lines).toEqual([`${file.replace("accesssets/on-call.yaml", "accesssets")}: ${message} [ignored-file]`]);
  });

  test("a set in a folder of accessSets", () => {
    expect(linesOf(folderOf({ "clusters/demo.yaml": HEAD, "accessSets/eu/on-call.yaml": "access: {}\n" }))).toEqual([
      "accessSets/eu/on-call.yaml: only files of accessSets that end in .yaml or .yml are read; move its files to accessSets itself, or out of it [ignored-file]",
    ]);
  });

  test("a link to a folder", () => {
    const elsewhere = folderOf({ "prod.yaml": HEAD });
    expect(withCluster((folder) => symlinkSync(elsewhere, join(folder, "clusters/eu")))).toEqual([
      `clusters/eu: ${READ}; move its files to clusters itself, or out of it [ignored-file]`,
    ]);
  });

  test("what cannot be taken for a cluster's file stays where it is", () => {
    const others = {
      "clusters/README.md": "",
      "clusters/.gitkeep": "",
      "clusters/.sops.yaml": "",
      "clusters/docs/a.md": "",
    };
    expect(linesOf(folderOf({ "clusters/demo.yaml": HEAD, ...others }))).toEqual([]);
  });
});
